package dev.vitrine.local;

import dev.vitrine.catalog.ImageIndex;
import dev.vitrine.event.TellEventsHandler;
import dev.vitrine.index.IndexImagesHandler;
import dev.vitrine.local.function.LocalContext;
import dev.vitrine.local.meaning.VectorFiles;
import dev.vitrine.local.store.TableStream;
import dev.vitrine.table.StreamRecord;
import dev.vitrine.table.TableConfig;
import dev.vitrine.table.TableKeys;
import dev.vitrine.upload.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The event source mappings of {@code index-images} and {@code tell-events}: the images of the
 * table's stream to both, its events to the latter. If one fails, both get the records again.
 */
@ApplicationScoped
class LocalIndexing {
  private final TableStream stream;
  private final IndexImagesHandler index;
  private final TellEventsHandler events;
  private final VectorFiles embeddings;
  private final LocalRecount recount;

  LocalIndexing(
      DynamoDbClient dynamoDb,
      DynamoDbStreamsClient streams,
      TableConfig config,
      IndexImagesHandler index,
      TellEventsHandler events,
      VectorFiles embeddings,
      ImageIndex images,
      Uploads uploads,
      LocalStores stores)
      throws IOException {
    this.index = index;
    this.events = events;
    this.embeddings = embeddings;
    this.recount =
        new LocalRecount(images, uploads, stores.folder("dynamodb").resolve("index-content"));
    this.stream =
        new TableStream(
            streams,
            () -> dynamoDb.describeTable(r -> r.tableName(config.name())).table().latestStreamArn(),
            records -> isTaken(records, this::isIndexed, this::areDelivered),
            stores.folder("dynamodb").resolve("stream-taken"));
  }

  void start() {
    stream.start();
  }

  /** See {@link LocalRecount#start}. */
  void recountOnce() {
    recount.start();
  }

  boolean isWorking() {
    return stream.isDelivering();
  }

  void close() throws IOException, InterruptedException {
    recount.close();
    stream.close();
    embeddings.close();
  }

  /**
   * {@return whether both functions have dealt with all records that are theirs} Both are called,
   * so that neither waits for the other's failures.
   */
  static boolean isTaken(
      List<Record> records,
      Predicate<List<StreamRecord>> index,
      Predicate<List<StreamRecord>> events) {
    // The filters of the mappings in AWS.
    List<StreamRecord> eventful =
        records.stream()
            .map(LocalIndexing::record)
            .filter(record -> record.isOfAnImage() || record.isOfAnEvent())
            .toList();
    List<StreamRecord> images = eventful.stream().filter(StreamRecord::isOfAnImage).toList();
    boolean indexed = images.isEmpty() || index.test(images);
    boolean delivered = eventful.isEmpty() || events.test(eventful);
    return indexed && delivered;
  }

  private boolean isIndexed(List<StreamRecord> images) {
    return index
        .handleRequest(
            new IndexImagesHandler.Request(images, null, null), new LocalContext("index-images"))
        .failures()
        .isEmpty();
  }

  private boolean areDelivered(List<StreamRecord> eventful) {
    return events
        .handleRequest(new TellEventsHandler.Request(eventful), new LocalContext("tell-events"))
        .failures()
        .isEmpty();
  }

  private static StreamRecord record(Record record) {
    return StreamRecord.of(
        TableKeys.text(record.dynamodb().keys(), TableKeys.PK),
        TableKeys.text(record.dynamodb().keys(), TableKeys.SK),
        record.dynamodb().sequenceNumber(),
        record.dynamodb().approximateCreationDateTime());
  }
}
