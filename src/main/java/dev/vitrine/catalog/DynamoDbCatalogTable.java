package dev.vitrine.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The table as {@link CatalogTable} describes it. */
@ApplicationScoped
class DynamoDbCatalogTable implements CatalogTable {
  private static final int LONGEST_WAIT = 200;

  private static final List<GlobalSecondaryIndex> INDEXES =
      List.of(
          index(DynamoDbKeys.NEWEST, DynamoDbKeys.SELLER, DynamoDbKeys.POSITION),
          index(DynamoDbKeys.BY_STATUS, DynamoDbKeys.SELLER_STATUS, DynamoDbKeys.POSITION),
          index(DynamoDbKeys.UNFINISHED, DynamoDbKeys.OPEN, DynamoDbKeys.OPEN_SINCE),
          index(DynamoDbKeys.BY_DOUBT, DynamoDbKeys.DOUBT_OF, DynamoDbKeys.DOUBT));

  private final DynamoDbClient dynamoDb;
  private final String name;

  DynamoDbCatalogTable(DynamoDbClient dynamoDb, CatalogConfig config) {
    this.dynamoDb = dynamoDb;
    this.name = config.table();
  }

  @Override
  public void createIfMissing() {
    try {
      dynamoDb.createTable(request());
    } catch (ResourceInUseException e) {
      // It is there: of an earlier start, or of somebody who starts at the same time.
    }
    dynamoDb.waiter().waitUntilTableExists(r -> r.tableName(name));
    INDEXES.stream().filter(index -> !states().containsKey(index.indexName())).forEach(this::add);
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
    for (int waited = 0; states().get(index.indexName()) != IndexStatus.ACTIVE; waited++) {
      if (waited == LONGEST_WAIT) {
        throw new CatalogUnavailableException("index " + index.indexName() + " is not ready", null);
      }
      DynamoDbCalls.pause(waited);
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
        .attributeDefinitions(
            strings(
                DynamoDbKeys.PK,
                DynamoDbKeys.SK,
                DynamoDbKeys.SELLER,
                DynamoDbKeys.POSITION,
                DynamoDbKeys.SELLER_STATUS,
                DynamoDbKeys.OPEN,
                DynamoDbKeys.OPEN_SINCE,
                DynamoDbKeys.DOUBT_OF,
                DynamoDbKeys.DOUBT))
        .keySchema(key(DynamoDbKeys.PK, DynamoDbKeys.SK))
        .globalSecondaryIndexes(INDEXES)
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

  private static GlobalSecondaryIndex index(String name, String hash, String range) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(key(hash, range))
        .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))
        .build();
  }
}
