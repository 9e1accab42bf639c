package dev.vitrine.table;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Short-lived counters, which DynamoDB deletes after they expire. */
@ApplicationScoped
public class Counters {
  private final DynamoDbClient dynamoDb;
  private final TableConfig config;

  public Counters(DynamoDbClient dynamoDb, TableConfig config) {
    this.dynamoDb = dynamoDb;
    this.config = config;
  }

  /**
   * Adds one to the attribute {@code count} of an item, without a second try after an error.
   *
   * @param expiresAt when DynamoDB may drop the item
   * @return the count, this one included; empty after an error
   */
  public OptionalLong tryCount(Map<String, AttributeValue> key, Instant expiresAt) {
    try {
      Map<String, AttributeValue> counted =
          dynamoDb
              .updateItem(
                  r ->
                      r.tableName(config.name())
                          .key(key)
                          .updateExpression("ADD #count :one SET #expiresAt = :expiresAt")
                          .expressionAttributeNames(
                              Map.of("#count", TableKeys.COUNT, "#expiresAt", TableKeys.EXPIRES_AT))
                          .expressionAttributeValues(
                              Map.of(
                                  ":one", TableKeys.n(1),
                                  ":expiresAt", TableKeys.n(expiresAt.getEpochSecond())))
                          .returnValues(ReturnValue.UPDATED_NEW))
              .attributes();
      return OptionalLong.of(TableKeys.number(counted, TableKeys.COUNT));
    } catch (SdkException e) {
      return OptionalLong.empty();
    }
  }
}
