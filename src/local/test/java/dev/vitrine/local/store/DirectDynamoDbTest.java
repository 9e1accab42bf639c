package dev.vitrine.local.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.exceptions.AWSExceptionFactory;
import software.amazon.dynamodb.services.exceptions.AmazonServiceExceptionType;

/** Asks one database directly and over HTTP, and expects the same. */
class DirectDynamoDbTest {
  private static final String TABLE = "things";
  private static final Map<String, AttributeValue> ITEM =
      Map.of(
          "pk", text("a"),
          "sk", text("1"),
          "number", AttributeValue.fromN("1.50"),
          "flag", AttributeValue.fromBool(true),
          "none", AttributeValue.fromNul(true),
          "words", AttributeValue.fromSs(List.of("größe", "\uD83D\uDE00")),
          "list", AttributeValue.fromL(List.of(text(""), AttributeValue.fromM(Map.of()))));

  private EmbeddedDynamoDb database;
  private DynamoDbClient direct;
  private DynamoDbClient overHttp;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    database = new EmbeddedDynamoDb(folder, 0);
    database.start();
    direct = database.client();
    overHttp = TestDynamoDb.client(database.endpoint());
    direct.createTable(
        r ->
            r.tableName(TABLE)
                .attributeDefinitions(
                    a -> a.attributeName("pk").attributeType(ScalarAttributeType.S),
                    a -> a.attributeName("sk").attributeType(ScalarAttributeType.S))
                .keySchema(
                    k -> k.attributeName("pk").keyType(KeyType.HASH),
                    k -> k.attributeName("sk").keyType(KeyType.RANGE))
                .billingMode("PAY_PER_REQUEST")
                .streamSpecification(
                    s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
    direct.waiter().waitUntilTableExists(r -> r.tableName(TABLE));
    direct.putItem(r -> r.tableName(TABLE).item(ITEM));
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void answersAsOverHttp() {
    Map<String, AttributeValue> key = Map.of("pk", text("a"), "sk", text("1"));
    GetItemResponse found = direct.getItem(r -> r.tableName(TABLE).key(key));
    assertEquals(overHttp.getItem(r -> r.tableName(TABLE).key(key)).item(), found.item());
    assertEquals(ITEM.keySet(), found.item().keySet());

    QueryResponse page = query(direct);
    assertEquals(query(overHttp).items(), page.items());
    assertEquals(query(overHttp).lastEvaluatedKey(), page.lastEvaluatedKey());
    assertEquals(
        overHttp.getItem(r -> r.tableName(TABLE).key(missing())).hasItem(),
        direct.getItem(r -> r.tableName(TABLE).key(missing())).hasItem());
    assertEquals(
        overHttp.scan(r -> r.tableName(TABLE)).items(),
        direct.scan(r -> r.tableName(TABLE)).items());
    assertEquals(
        overHttp.describeTable(r -> r.tableName(TABLE)).table().latestStreamArn(),
        direct.describeTable(r -> r.tableName(TABLE)).table().latestStreamArn());
  }

  @Test
  void writesWhatClientsOutsideRead() {
    direct.updateItem(
        r ->
            r.tableName(TABLE)
                .key(missing())
                .updateExpression("SET #n = :n")
                .expressionAttributeNames(Map.of("#n", "name"))
                .expressionAttributeValues(Map.of(":n", text("x"))));
    direct.batchWriteItem(
        r ->
            r.requestItems(
                Map.of(
                    TABLE,
                    List.of(
                        WriteRequest.builder()
                            .putRequest(PutRequest.builder().item(key("b", "1")).build())
                            .build()))));
    direct.transactWriteItems(r -> r.transactItems(put(key("b", "2"), null)));
    direct.deleteItem(r -> r.tableName(TABLE).key(Map.of("pk", text("a"), "sk", text("1"))));
    assertEquals(
        text("x"), overHttp.getItem(r -> r.tableName(TABLE).key(missing())).item().get("name"));
    assertEquals(3, overHttp.scan(r -> r.tableName(TABLE)).count());
    assertEquals(
        2,
        direct
            .batchGetItem(
                r ->
                    r.requestItems(
                        Map.of(
                            TABLE,
                            KeysAndAttributes.builder()
                                .keys(key("b", "1"), key("b", "2"))
                                .build())))
            .responses()
            .get(TABLE)
            .size());
  }

  @Test
  void refusesAsOverHttp() {
    ConditionalCheckFailedException exists =
        sameRefusal(
            ConditionalCheckFailedException.class,
            client ->
                client.putItem(
                    r ->
                        r.tableName(TABLE)
                            .item(ITEM)
                            .conditionExpression("attribute_not_exists(pk)")
                            .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD)));
    assertEquals(ITEM.keySet(), exists.item().keySet());
    TransactionCanceledException cancelled =
        sameRefusal(
            TransactionCanceledException.class,
            client ->
                client.transactWriteItems(
                    r ->
                        r.transactItems(
                            put(key("c", "1"), null), put(ITEM, "attribute_not_exists(pk)"))));
    assertEquals("ConditionalCheckFailed", cancelled.cancellationReasons().get(1).code());
  }

  @Test
  void refusesWrongRequestsAsOverHttp() {
    sameRefusal(
        ResourceNotFoundException.class,
        client -> client.getItem(r -> r.tableName("other").key(missing())));
    sameRefusal(
        DynamoDbException.class,
        client ->
            client.putItem(
                r ->
                    r.tableName(TABLE)
                        .item(
                            Map.of(
                                "pk",
                                text("a"),
                                "sk",
                                text("2"),
                                "x",
                                text("x".repeat(410_000))))));
    sameRefusal(
        DynamoDbException.class,
        client -> client.getItem(r -> r.tableName(TABLE).key(Map.of("pk", text("a")))));
  }

  @Test
  void readsTheStreamAsOverHttp() {
    assertEquals(changes(TestDynamoDb.streams(database.endpoint())), changes(database.streams()));
    assertEquals(1, changes(database.streams()).size());
  }

  @Test
  void tellsAnIteratorThatHasExpired() {
    assertThrows(
        ExpiredIteratorException.class,
        () ->
            ((DirectDynamoDb) direct)
                .call(
                    () -> {
                      throw AWSExceptionFactory.buildAWSException(
                          AmazonServiceExceptionType.EXPIRED_SHARD_ITERATOR);
                    }));
  }

  @Test
  void isUnavailableOnceTheDatabaseIsClosed() throws Exception {
    database.close();
    DynamoDbException closed =
        assertThrows(
            DynamoDbException.class, () -> direct.getItem(r -> r.tableName(TABLE).key(missing())));
    assertEquals(500, closed.statusCode());
  }

  private <E extends DynamoDbException> E sameRefusal(
      Class<E> type, Consumer<DynamoDbClient> call) {
    E expected = assertThrows(type, () -> call.accept(overHttp));
    E found = assertThrows(type, () -> call.accept(direct));
    assertEquals(expected.getClass(), found.getClass());
    assertEquals(expected.statusCode(), found.statusCode());
    assertEquals(expected.awsErrorDetails().errorCode(), found.awsErrorDetails().errorCode());
    assertEquals(expected.awsErrorDetails().errorMessage(), found.awsErrorDetails().errorMessage());
    assertEquals(expected.isThrottlingException(), found.isThrottlingException());
    return found;
  }

  private static QueryResponse query(DynamoDbClient client) {
    return client.query(
        r ->
            r.tableName(TABLE)
                .limit(1)
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(Map.of(":pk", text("a"))));
  }

  private List<String> changes(DynamoDbStreamsClient streams) {
    String arn = overHttp.describeTable(r -> r.tableName(TABLE)).table().latestStreamArn();
    String shard =
        streams.describeStream(r -> r.streamArn(arn)).streamDescription().shards().get(0).shardId();
    String iterator =
        streams
            .getShardIterator(
                r ->
                    r.streamArn(arn)
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    return streams.getRecords(r -> r.shardIterator(iterator)).records().stream()
        .map(record -> record.eventNameAsString() + record.dynamodb().newImage())
        .toList();
  }

  private static TransactWriteItem put(Map<String, AttributeValue> item, String condition) {
    return TransactWriteItem.builder()
        .put(Put.builder().tableName(TABLE).item(item).conditionExpression(condition).build())
        .build();
  }

  private static Map<String, AttributeValue> missing() {
    return key("a", "missing");
  }

  private static Map<String, AttributeValue> key(String partition, String sort) {
    return Map.of("pk", text(partition), "sk", text(sort));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
