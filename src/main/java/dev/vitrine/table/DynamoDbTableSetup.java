package dev.vitrine.table;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** The table as {@link TableSetup} describes it. */
@ApplicationScoped
class DynamoDbTableSetup implements TableSetup {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private static final List<GlobalSecondaryIndex> INDEXES =
      List.of(
          index(TableKeys.NEWEST, TableKeys.SELLER, TableKeys.POSITION),
          index(TableKeys.CARDS, TableKeys.SELLER, TableKeys.POSITION, TableKeys.CARD),
          index(TableKeys.BY_STATUS, TableKeys.SELLER_STATUS, TableKeys.POSITION),
          index(TableKeys.UNFINISHED, TableKeys.OPEN, TableKeys.OPEN_SINCE),
          index(TableKeys.BY_DOUBT, TableKeys.DOUBT_OF, TableKeys.DOUBT));

  private final DynamoDbClient dynamoDb;
  private final String name;

  DynamoDbTableSetup(DynamoDbClient dynamoDb, TableConfig config) {
    this.dynamoDb = dynamoDb;
    this.name = config.name();
  }

  @Override
  public void createIfMissing() {
    try {
      dynamoDb.createTable(request());
    } catch (ResourceInUseException e) {
      // An earlier start made the table, or another process makes it at the same time.
    }
    dynamoDb.waiter().waitUntilTableExists(r -> r.tableName(name));
    if (dynamoDb.describeTable(r -> r.tableName(name)).table().streamSpecification() == null) {
      dynamoDb.updateTable(r -> r.tableName(name).streamSpecification(stream()));
      dynamoDb.waiter().waitUntilTableExists(r -> r.tableName(name));
    }
    Set<String> present = states().keySet();
    INDEXES.stream().filter(index -> !present.contains(index.indexName())).forEach(this::add);
  }

  private void add(GlobalSecondaryIndex index) {
    String[] key =
        index.keySchema().stream().map(KeySchemaElement::attributeName).toArray(String[]::new);
    dynamoDb.updateTable(
        r ->
            r.tableName(name)
                .attributeDefinitions(strings(key))
                .globalSecondaryIndexUpdates(
                    u ->
                        u.create(
                            c ->
                                c.indexName(index.indexName())
                                    .keySchema(index.keySchema())
                                    .projection(index.projection()))));
    Patience patience = new Patience(LONGEST_WAIT);
    while (states().get(index.indexName()) != IndexStatus.ACTIVE) {
      String situation = "index " + index.indexName() + " is not ready";
      patience.pause(situation, new IllegalStateException(situation));
    }
  }

  private Map<String, IndexStatus> states() {
    return dynamoDb.describeTable(r -> r.tableName(name)).table().globalSecondaryIndexes().stream()
        .collect(
            Collectors.toMap(
                GlobalSecondaryIndexDescription::indexName,
                GlobalSecondaryIndexDescription::indexStatus));
  }

  private CreateTableRequest request() {
    return CreateTableRequest.builder()
        .tableName(name)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .streamSpecification(stream())
        .attributeDefinitions(
            strings(
                TableKeys.PK,
                TableKeys.SK,
                TableKeys.SELLER,
                TableKeys.POSITION,
                TableKeys.SELLER_STATUS,
                TableKeys.OPEN,
                TableKeys.OPEN_SINCE,
                TableKeys.DOUBT_OF,
                TableKeys.DOUBT))
        .keySchema(key(TableKeys.PK, TableKeys.SK))
        .globalSecondaryIndexes(INDEXES)
        .build();
  }

  /** The stream has only the keys of written items; its consumers read the items themselves. */
  private static StreamSpecification stream() {
    return StreamSpecification.builder()
        .streamEnabled(true)
        .streamViewType(StreamViewType.KEYS_ONLY)
        .build();
  }

  private static List<AttributeDefinition> strings(String... names) {
    return Arrays.stream(names)
        .map(
            attribute ->
                AttributeDefinition.builder()
                    .attributeName(attribute)
                    .attributeType(ScalarAttributeType.S)
                    .build())
        .toList();
  }

  private static List<KeySchemaElement> key(String hash, String range) {
    return List.of(
        KeySchemaElement.builder().attributeName(hash).keyType(KeyType.HASH).build(),
        KeySchemaElement.builder().attributeName(range).keyType(KeyType.RANGE).build());
  }

  /**
   * @param projected attributes that the index has beside the keys
   */
  private static GlobalSecondaryIndex index(
      String name, String hash, String range, String... projected) {
    Projection.Builder projection =
        projected.length == 0
            ? Projection.builder().projectionType(ProjectionType.KEYS_ONLY)
            : Projection.builder()
                .projectionType(ProjectionType.INCLUDE)
                .nonKeyAttributes(projected);
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(key(hash, range))
        .projection(projection.build())
        .build();
  }
}
