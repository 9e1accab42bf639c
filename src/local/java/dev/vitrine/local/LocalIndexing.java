package dev.vitrine.local;

import dev.vitrine.index.IndexImagesHandler;
import dev.vitrine.index.IndexImagesHandler.Change;
import dev.vitrine.index.IndexImagesHandler.Keys;
import dev.vitrine.index.IndexImagesHandler.Text;
import dev.vitrine.index.IndexImagesHandler.Written;
import dev.vitrine.local.function.LocalContext;
import dev.vitrine.local.meaning.VectorFiles;
import dev.vitrine.local.store.TableStream;
import dev.vitrine.table.TableConfig;
import dev.vitrine.table.TableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The event source mapping of {@code index-images}: the images of the table's stream, to it. */
@ApplicationScoped
class LocalIndexing {
  private final TableStream stream;
  private final IndexImagesHandler function;
  private final VectorFiles embeddings;

  LocalIndexing(
      DynamoDbClient dynamoDb,
      DynamoDbStreamsClient streams,
      TableConfig config,
      IndexImagesHandler function,
      VectorFiles embeddings,
      LocalStores stores)
      throws IOException {
    this.function = function;
    this.embeddings = embeddings;
    this.stream =
        new TableStream(
            streams,
            () -> dynamoDb.describeTable(r -> r.tableName(config.name())).table().latestStreamArn(),
            this::isTaken,
            stores.folder("dynamodb").resolve("stream-taken"));
  }

  void start() {
    stream.start();
  }

  boolean isWorking() {
    return stream.isDelivering();
  }

  void close() throws IOException, InterruptedException {
    stream.close();
    embeddings.close();
  }

  private boolean isTaken(List<Record> records) {
    List<Change> images =
        records.stream().filter(LocalIndexing::isOfAnImage).map(LocalIndexing::change).toList();
    return images.isEmpty()
        || function
            .handleRequest(
                new IndexImagesHandler.Request(images, null, null),
                new LocalContext("index-images"))
            .failures()
            .isEmpty();
  }

  /** The filter of the mapping in AWS. */
  private static boolean isOfAnImage(Record record) {
    return TableKeys.text(record.dynamodb().keys(), TableKeys.SK).equals(TableKeys.IMAGE);
  }

  private static Change change(Record record) {
    return new Change(
        new Written(
            new Keys(
                new Text(TableKeys.text(record.dynamodb().keys(), TableKeys.PK)),
                new Text(TableKeys.text(record.dynamodb().keys(), TableKeys.SK))),
            record.dynamodb().sequenceNumber()));
  }
}
