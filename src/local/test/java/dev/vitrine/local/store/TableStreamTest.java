package dev.vitrine.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.table.TableKeys;
import dev.vitrine.table.TableOf;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The stream of a table of DynamoDB Local. What that lacks, and no test here can show: shards that
 * are closed and split, and records that are gone after 24 hours.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html">Change
 *     data capture for DynamoDB Streams</a>
 */
class TableStreamTest {
  private static final String TABLE = "vitrine";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final Queue<String> taken = new ConcurrentLinkedQueue<>();

  @Test
  void everyWriteIsDeliveredInOrder() throws Exception {
    try (EmbeddedDynamoDb database = started(null);
        DynamoDbClient client = TestDynamoDb.client(database.endpoint());
        DynamoDbStreamsClient streams = TestDynamoDb.streams(database.endpoint())) {
      TableOf.setup(client, TABLE).createIfMissing();
      write(client, 0, 150);
      try (TableStream stream = stream(client, streams, this::take)) {
        await(() -> taken.size() == 150);
        write(client, 150, 250);
        await(() -> taken.size() == 250);
      }

      assertThat(taken).doesNotHaveDuplicates().startsWith("0", "1", "2").endsWith("249");
    }
  }

  @Test
  void aBatchThatFailsComesAgain() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    try (EmbeddedDynamoDb database = started(null);
        DynamoDbClient client = TestDynamoDb.client(database.endpoint());
        DynamoDbStreamsClient streams = TestDynamoDb.streams(database.endpoint())) {
      TableOf.setup(client, TABLE).createIfMissing();
      write(client, 0, 3);
      try (TableStream stream =
          stream(
              client,
              streams,
              records -> {
                if (tries.incrementAndGet() == 1) {
                  throw new IllegalStateException("the function failed");
                }
                return tries.get() > 3 && take(records);
              })) {
        await(() -> taken.size() == 3);
      }

      assertThat(taken).containsExactly("0", "1", "2");
    }
  }

  @Test
  void whatWasWrittenBeforeAnEndIsDeliveredAfterTheNextStart() throws Exception {
    try (EmbeddedDynamoDb database = started(folder);
        DynamoDbClient client = TestDynamoDb.client(database.endpoint())) {
      TableOf.setup(client, TABLE).createIfMissing();
      write(client, 0, 5);
    }

    try (EmbeddedDynamoDb database = started(folder);
        DynamoDbClient client = TestDynamoDb.client(database.endpoint());
        DynamoDbStreamsClient streams = TestDynamoDb.streams(database.endpoint())) {
      TableOf.setup(client, TABLE).createIfMissing();
      write(client, 5, 7);
      try (TableStream stream = stream(client, streams, this::take)) {
        await(() -> taken.size() == 7);
      }

      assertThat(taken).containsExactly("0", "1", "2", "3", "4", "5", "6");
    }
  }

  private static EmbeddedDynamoDb started(Path home) throws Exception {
    EmbeddedDynamoDb database = new EmbeddedDynamoDb(home, 0);
    database.start();
    return database;
  }

  private static TableStream stream(
      DynamoDbClient client, DynamoDbStreamsClient streams, Predicate<List<Record>> consumer) {
    TableStream stream =
        new TableStream(
            streams,
            () -> client.describeTable(r -> r.tableName(TABLE)).table().latestStreamArn(),
            consumer);
    stream.start();
    return stream;
  }

  private boolean take(List<Record> records) {
    records.forEach(record -> taken.add(record.dynamodb().keys().get("sk").s()));
    return true;
  }

  private static void write(DynamoDbClient client, int from, int to) {
    for (int i = from; i < to; i++) {
      String number = Integer.toString(i);
      client.putItem(r -> r.tableName(TABLE).item(TableKeys.key("demo", number)));
    }
  }

  private static void await(BooleanSupplier wanted) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!wanted.getAsBoolean()) {
      assertThat(System.nanoTime()).as("still not so after " + PATIENCE).isLessThan(end);
      Thread.sleep(20);
    }
  }
}
