package dev.vitrine.catalog;

import static dev.vitrine.catalog.DynamoDbKeys.n;

import dev.vitrine.catalog.DynamoDbIndex.Change;
import dev.vitrine.image.ImageId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Reads and writes items of images; a write takes the pointers and counters with it. */
final class DynamoDbImages {
  /** A transaction takes 100 actions: the item, and two for each pointer. */
  private static final int MOST_CHANGES = 49;

  private static final int BATCH = 100;
  private static final int MOST_TRIES = 8;

  private final DynamoDbClient dynamoDb;
  private final String table;
  private final Clock clock;

  DynamoDbImages(DynamoDbClient dynamoDb, String table, Clock clock) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.clock = clock;
  }

  /** {@return the item as it is now, or the absent one} */
  DynamoDbImage load(String seller, ImageId imageId) {
    Map<String, AttributeValue> key = DynamoDbKeys.image(seller, imageId);
    Map<String, AttributeValue> item =
        DynamoDbCalls.call(
            () -> dynamoDb.getItem(r -> r.tableName(table).key(key).consistentRead(true)).item());
    return item.isEmpty()
        ? DynamoDbImage.absent(seller, imageId)
        : DynamoDbImage.of(seller, imageId, item);
  }

  /**
   * {@return the records that exist, by id} They may be a moment old.
   *
   * @param imageIds at most 100
   */
  Map<ImageId, ImageRecord> records(String seller, List<ImageId> imageIds) {
    if (imageIds.size() > BATCH) {
      throw new IllegalArgumentException("a batch of " + imageIds.size());
    }
    Map<ImageId, ImageRecord> records = new HashMap<>();
    List<Map<String, AttributeValue>> keys =
        imageIds.stream().map(id -> DynamoDbKeys.image(seller, id)).toList();
    for (int tries = 0; !keys.isEmpty(); tries++) {
      if (tries > 0) {
        giveWay(tries);
      }
      BatchGetItemResponse answer = batch(keys);
      for (Map<String, AttributeValue> item : answer.responses().getOrDefault(table, List.of())) {
        AttributeValue record = item.get(DynamoDbImage.RECORD);
        if (record != null) {
          ImageRecord image = RecordJson.read(record.s());
          records.put(image.imageId(), image);
        }
      }
      KeysAndAttributes left = answer.unprocessedKeys().get(table);
      keys = left == null ? List.of() : left.keys();
    }
    return records;
  }

  private static void giveWay(int tries) {
    if (tries >= MOST_TRIES) {
      throw new CatalogUnavailableException("DynamoDB leaves keys of a batch unread", null);
    }
    DynamoDbCalls.pause(tries);
  }

  private BatchGetItemResponse batch(List<Map<String, AttributeValue>> keys) {
    KeysAndAttributes wanted =
        KeysAndAttributes.builder()
            .keys(keys)
            .projectionExpression("#record")
            .expressionAttributeNames(Map.of("#record", DynamoDbImage.RECORD))
            .build();
    return DynamoDbCalls.call(
        () -> dynamoDb.batchGetItem(r -> r.requestItems(Map.of(table, wanted))));
  }

  /**
   * Writes an item, and as much of its index as one transaction takes: what is in the table always
   * fits together. The rest is for another write, which an item that is not {@link
   * DynamoDbImage#isIndexed() indexed} asks for.
   *
   * @param before as it was loaded
   * @param after what it should be
   * @return what was written
   * @throws DynamoDbConflictException when it is not as it was loaded any more
   */
  DynamoDbImage write(DynamoDbImage before, DynamoDbImage after) {
    List<Change> changes = before.index().changesTo(DynamoDbIndex.wanted(after.image()));
    List<Change> first = changes.subList(0, Math.min(MOST_CHANGES, changes.size()));
    DynamoDbImage written = after.next(before.index().with(first));
    Put put = put(written, before.version());
    if (first.isEmpty()) {
      // Half the price of a transaction, and half the time.
      DynamoDbCalls.call(
          () ->
              dynamoDb.putItem(
                  r ->
                      r.tableName(table)
                          .item(put.item())
                          .conditionExpression(put.conditionExpression())
                          .expressionAttributeNames(put.expressionAttributeNames())
                          .expressionAttributeValues(
                              before.version() == 0 ? null : put.expressionAttributeValues())));
      return written;
    }
    List<TransactWriteItem> actions = new ArrayList<>();
    actions.add(TransactWriteItem.builder().put(put).build());
    first.forEach(change -> actions.addAll(actions(written, change)));
    DynamoDbCalls.call(() -> dynamoDb.transactWriteItems(r -> r.transactItems(actions)));
    return written;
  }

  private Put put(DynamoDbImage image, long version) {
    Put.Builder put = Put.builder().tableName(table).item(image.item(clock.instant()));
    return version == 0
        ? put.conditionExpression("attribute_not_exists(#key)")
            .expressionAttributeNames(Map.of("#key", DynamoDbKeys.PK))
            .build()
        : put.conditionExpression("#version = :version")
            .expressionAttributeNames(Map.of("#version", DynamoDbImage.VERSION))
            .expressionAttributeValues(Map.of(":version", n(version)))
            .build();
  }

  private List<TransactWriteItem> actions(DynamoDbImage image, Change change) {
    List<TransactWriteItem> actions = new ArrayList<>();
    if (change.from() != null) {
      Map<String, AttributeValue> gone =
          DynamoDbKeys.pointer(image.seller(), change.value(), change.from());
      actions.add(action(a -> a.delete(Delete.builder().tableName(table).key(gone).build())));
    }
    if (change.to() != null) {
      Map<String, AttributeValue> there =
          DynamoDbKeys.pointer(image.seller(), change.value(), change.to());
      actions.add(action(a -> a.put(Put.builder().tableName(table).item(there).build())));
    }
    if (change.from() == null || change.to() == null) {
      actions.add(count(image, change.value(), change.to() == null ? -1 : 1));
    }
    return actions;
  }

  private TransactWriteItem count(DynamoDbImage image, Facet.Key value, int difference) {
    int shard = DynamoDbKeys.shard(image.imageId());
    return action(
        a ->
            a.update(
                Update.builder()
                    .tableName(table)
                    .key(DynamoDbKeys.counter(image.seller(), shard, value))
                    .updateExpression("ADD #count :difference")
                    .expressionAttributeNames(Map.of("#count", DynamoDbFacets.COUNT))
                    .expressionAttributeValues(Map.of(":difference", n(difference)))
                    .build()));
  }

  private static TransactWriteItem action(Consumer<TransactWriteItem.Builder> action) {
    return TransactWriteItem.builder().applyMutation(action).build();
  }
}
