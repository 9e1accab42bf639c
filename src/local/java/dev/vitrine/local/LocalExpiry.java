package dev.vitrine.local;

import dev.vitrine.table.TableConfig;
import dev.vitrine.table.TableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Deletes the items whose time to live is over. DynamoDB does it by itself; DynamoDB Local 3.3.1
 * takes the setting, but deleted nothing of this table.
 */
@ApplicationScoped
class LocalExpiry {
  private static final int ITEMS_A_PAGE = 500;
  private static final String EXPIRED = "#expiresAt < :now";
  private static final Map<String, String> NAMES = Map.of("#expiresAt", TableKeys.EXPIRES_AT);

  private final DynamoDbClient dynamoDb;
  private final TableConfig table;
  private final Clock clock;

  LocalExpiry(DynamoDbClient dynamoDb, TableConfig table, Clock clock) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.clock = clock;
  }

  /** Reads the whole table once. */
  void deleteExpired() {
    Map<String, AttributeValue> now = Map.of(":now", TableKeys.n(clock.instant().getEpochSecond()));
    dynamoDb
        .scanPaginator(
            r ->
                r.tableName(table.name())
                    .limit(ITEMS_A_PAGE)
                    .projectionExpression(TableKeys.PK + ", " + TableKeys.SK)
                    .filterExpression(EXPIRED)
                    .expressionAttributeNames(NAMES)
                    .expressionAttributeValues(now))
        .items()
        .forEach(key -> delete(key, now));
  }

  /** An item that was given more time since it was read stays. */
  private void delete(Map<String, AttributeValue> key, Map<String, AttributeValue> now) {
    try {
      dynamoDb.deleteItem(
          r ->
              r.tableName(table.name())
                  .key(key)
                  .conditionExpression(EXPIRED)
                  .expressionAttributeNames(NAMES)
                  .expressionAttributeValues(now));
    } catch (ConditionalCheckFailedException e) {
      // It was given more time, or is gone.
    }
  }
}
