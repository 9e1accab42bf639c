package dev.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.local.store.EmbeddedDynamoDb;
import dev.vitrine.local.store.TestDynamoDb;
import dev.vitrine.table.StoredJson;
import dev.vitrine.table.TableKeys;
import dev.vitrine.table.TableOf;
import dev.vitrine.table.TableSetup;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Empty tables of one DynamoDB Local, in memory.
 *
 * <p>What DynamoDB Local lacks, and no test with it can show: conflicts of transactions ({@link
 * ContendedDynamoDb} has them), throttling and limits of a partition ({@link WriteUnits} counts for
 * them), indexes that lag behind the table, and permissions of a role, which {@code
 * LeastPrivilegeTest} checks. The stream is missing here too: {@link #settle} does its work, {@code
 * TableStreamTest} reads a real one.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.UsageNotes.html">DynamoDB
 *     local usage notes: differences from the web service</a>
 */
final class TestTable implements AutoCloseable {
  private final EmbeddedDynamoDb database;
  final DynamoDbClient client;
  private String name = "shape";

  /** Of a table as local mode makes it. */
  private final TableDescription shape;

  /** One that is asked in this process, as local mode asks it: a fraction of the work. */
  TestTable() {
    this(EmbeddedDynamoDb::client);
  }

  /** {@return one that is asked over HTTP, as the table in AWS is} */
  static TestTable overHttp() {
    return new TestTable(database -> TestDynamoDb.client(database.endpoint()));
  }

  private TestTable(Function<EmbeddedDynamoDb, DynamoDbClient> opened) {
    try {
      database = new EmbeddedDynamoDb(null, 0);
      database.start();
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local does not start", e);
    }
    client = opened.apply(database);
    setup().createIfMissing();
    shape = client.describeTable(r -> r.tableName(name)).table();
  }

  /** {@return a client whose calls an interceptor sees, over HTTP} */
  DynamoDbClient client(ExecutionInterceptor seeing) {
    return TestDynamoDb.client(database.endpoint(), seeing);
  }

  String name() {
    return name;
  }

  /** Goes on with a new, empty table. */
  void empty() {
    create(shape.globalSecondaryIndexes());
  }

  /** Makes it the table of a version that did not know the index. */
  void dropIndex(String index) {
    client.updateTable(
        r -> r.tableName(name).globalSecondaryIndexUpdates(u -> u.delete(d -> d.indexName(index))));
    while (client.describeTable(r -> r.tableName(name)).table().globalSecondaryIndexes().stream()
        .anyMatch(one -> one.indexName().equals(index))) {
      Thread.onSpinWait();
    }
  }

  /** Goes on with an empty table of a version that did not know the index. */
  void emptyWithout(String index) {
    create(
        shape.globalSecondaryIndexes().stream()
            .filter(one -> !one.indexName().equals(index))
            .toList());
  }

  /**
   * Without the stream, which nobody reads here and which makes creating a table three times as
   * long.
   */
  private void create(List<GlobalSecondaryIndexDescription> indexes) {
    name = "table-" + UUID.randomUUID();
    client.createTable(
        r ->
            r.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(shape.attributeDefinitions())
                .keySchema(shape.keySchema())
                .globalSecondaryIndexes(indexes.stream().map(TestTable::index).toList()));
  }

  private static GlobalSecondaryIndex index(GlobalSecondaryIndexDescription like) {
    return GlobalSecondaryIndex.builder()
        .indexName(like.indexName())
        .keySchema(like.keySchema())
        .projection(like.projection())
        .build();
  }

  private TableSetup setup() {
    return TableOf.setup(client, name);
  }

  void createAgain() {
    setup().createIfMissing();
  }

  DynamoDbCatalog catalog() {
    return catalog(client);
  }

  DynamoDbCatalog catalog(DynamoDbClient through) {
    return new DynamoDbCatalog(
        TableOf.named(through, name), Clock.fixed(Examples.NOW, ZoneOffset.UTC));
  }

  ImageIndex index(DynamoDbClient through) {
    return new DynamoDbIndex(
        TableOf.named(through, name), Clock.fixed(Examples.NOW, ZoneOffset.UTC));
  }

  /** Counts the values of every image in the table, which the stream would have done by now. */
  void settle() {
    index(client).follow(names());
  }

  /** {@return all images, also deleted ones} */
  List<ImageIndex.Name> names() {
    return items().stream()
        .filter(item -> item.get("sk").s().equals("image"))
        .map(item -> ImageIndex.Name.ofPartition(item.get("pk").s()))
        .toList();
  }

  /** {@return how many items there are that hold what was counted of an image} */
  long entries() {
    return items().stream().filter(item -> item.get("sk").s().equals("index")).count();
  }

  /** {@return how many images the sweep would look at} */
  long open() {
    return items().stream().filter(item -> item.containsKey("open")).count();
  }

  /**
   * {@return how many pointers there really are, by {@code seller#value#name#value}; without those
   * of statuses and file names, which have no counters}
   */
  Map<String, Long> pointers() {
    return items().stream()
        .map(item -> item.get("pk").s())
        .filter(pk -> pk.contains("#value#"))
        .filter(pk -> !pk.contains("#value#" + Facet.STATUS + "#"))
        .filter(pk -> !pk.contains("#value#" + Facet.FILE_NAME + "#"))
        .collect(Collectors.groupingBy(pk -> pk, Collectors.counting()));
  }

  /** {@return what the counters say, in the same words; without the zeros} */
  Map<String, Long> counters() {
    Map<String, Long> counts = new HashMap<>();
    for (Map<String, AttributeValue> item : items()) {
      String pk = item.get("pk").s();
      if (pk.contains("#count#")) {
        String seller = pk.substring(0, pk.indexOf("#count#"));
        counts.merge(
            seller + "#value#" + item.get("sk").s(),
            Long.parseLong(item.get("count").n()),
            Long::sum);
      }
    }
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  /** Makes it a record of a release that is newer than this one, which cannot read it. */
  void makeNewer(ImageRecord image) {
    change(
        image,
        DynamoDbImage.RECORD,
        record -> {
          assertThat(record).contains("\"schema\":1");
          return record.replace("\"schema\":1", "\"schema\":2");
        });
  }

  /** Changes an attribute, and takes the card away, as a newer release writes other cards. */
  void change(ImageRecord image, String attribute, UnaryOperator<String> change) {
    Map<String, AttributeValue> key = TableKeys.image(image.seller(), image.imageId());
    Map<String, AttributeValue> item =
        new HashMap<>(client.getItem(r -> r.tableName(name).key(key)).item());
    AttributeValue stored = item.get(attribute);
    String changed = change.apply(StoredJson.unpacked(stored));
    item.put(attribute, stored.b() == null ? TableKeys.s(changed) : StoredJson.packed(changed));
    item.remove(DynamoDbImage.CARD);
    client.putItem(r -> r.tableName(name).item(item));
  }

  /** A test may scan. */
  private List<Map<String, AttributeValue>> items() {
    return client.scanPaginator(r -> r.tableName(name)).items().stream().toList();
  }

  @Override
  public void close() throws Exception {
    client.close();
    database.close();
  }
}
