package dev.vitrine.local;

import dev.vitrine.table.TableConfig;
import dev.vitrine.table.TableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Deletes the items whose time to live is over. DynamoDB does it by itself; DynamoDB Local 3.3.1
 * takes the setting, but deleted nothing of this table.
 *
 * <p>The table is read in segments of some hundred items, one after the other. DynamoDB Local finds
 * the items of a segment by an index; for each page of a scan without segments it sorts all items
 * that are left, so that the time grows with the square of their number.
 */
@ApplicationScoped
class LocalExpiry {
  private static final int ITEMS_A_SEGMENT = 300;

  /** Most items in the memory of DynamoDB Local, which reads a page before it filters it. */
  private static final int ITEMS_A_PAGE = 500;

  /** As many as DynamoDB takes. */
  private static final long MOST_SEGMENTS = 1_000_000;

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

  /** Reads the whole table once, but for most pointers. */
  void deleteExpired() {
    Map<String, AttributeValue> now = Map.of(":now", TableKeys.n(clock.instant().getEpochSecond()));
    long items = dynamoDb.describeTable(r -> r.tableName(table.name())).table().itemCount();
    int segments = (int) Math.min(MOST_SEGMENTS, 1 + items / ITEMS_A_SEGMENT);
    for (int segment = 0; segment < segments; segment++) {
      deleteExpired(segment, segments, now);
    }
  }

  private void deleteExpired(int segment, int segments, Map<String, AttributeValue> now) {
    Map<String, AttributeValue> after = null;
    do {
      ScanResponse page = page(segment, segments, after, now);
      page.items().forEach(key -> delete(key, now));
      after = page.hasLastEvaluatedKey() ? pastPointers(page.lastEvaluatedKey()) : null;
    } while (after != null);
  }

  private ScanResponse page(
      int segment,
      int segments,
      @Nullable Map<String, AttributeValue> after,
      Map<String, AttributeValue> now) {
    return dynamoDb.scan(
        r ->
            r.tableName(table.name())
                .segment(segment)
                .totalSegments(segments)
                .exclusiveStartKey(after)
                .limit(ITEMS_A_PAGE)
                .projectionExpression(TableKeys.PK + ", " + TableKeys.SK)
                .filterExpression(EXPIRED)
                .expressionAttributeNames(NAMES)
                .expressionAttributeValues(now));
  }

  /**
   * {@return where the scan goes on} A partition is in one segment, and that of a value's pointers
   * may have one for each image. None of them expires, so the scan goes on behind the last.
   */
  private static Map<String, AttributeValue> pastPointers(Map<String, AttributeValue> last) {
    String partition = TableKeys.text(last, TableKeys.PK);
    return TableKeys.isOfPointers(partition)
        ? TableKeys.key(partition, Character.toString(Character.MAX_CODE_POINT))
        : last;
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
