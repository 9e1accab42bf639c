package dev.vitrine.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The table as {@link CatalogTable} describes it. */
@ApplicationScoped
class DynamoDbCatalogTable implements CatalogTable {
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
                DynamoDbKeys.OPEN_SINCE))
        .keySchema(key(DynamoDbKeys.PK, DynamoDbKeys.SK))
        .globalSecondaryIndexes(
            index(DynamoDbKeys.NEWEST, DynamoDbKeys.SELLER, DynamoDbKeys.POSITION),
            index(DynamoDbKeys.BY_STATUS, DynamoDbKeys.SELLER_STATUS, DynamoDbKeys.POSITION),
            index(DynamoDbKeys.UNFINISHED, DynamoDbKeys.OPEN, DynamoDbKeys.OPEN_SINCE))
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
