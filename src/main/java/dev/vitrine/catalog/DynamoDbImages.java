package dev.vitrine.catalog;

import static dev.vitrine.table.TableKeys.n;

import dev.vitrine.catalog.DynamoDbImage.Index.Move;
import dev.vitrine.image.ImageId;
import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Reads and writes items of images; a write takes the pointers and counters with it. */
final class DynamoDbImages {
  /** A transaction takes 100 actions: the item, and two for each pointer. */
  private static final int MOST_CHANGES = 49;

  private final Table table;
  private final Clock clock;

  DynamoDbImages(Table table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /** {@return the item as it is now, or the absent one} */
  DynamoDbImage load(String seller, ImageId imageId) {
    Map<String, AttributeValue> item = table.item(TableKeys.image(seller, imageId));
    return item.isEmpty()
        ? DynamoDbImage.absent(seller, imageId)
        : DynamoDbImage.of(seller, imageId, item);
  }

  /** {@return those of the items that exist, as they are now} */
  List<DynamoDbImage> loadAll(String seller, List<ImageId> imageIds) {
    List<DynamoDbImage> found = new ArrayList<>();
    for (Map<String, AttributeValue> item :
        table.items(imageIds.stream().map(id -> TableKeys.image(seller, id)).toList())) {
      String pk = TableKeys.text(item, TableKeys.PK);
      ImageId imageId = new ImageId(pk.substring(pk.lastIndexOf('#') + 1));
      found.add(DynamoDbImage.of(seller, imageId, item));
    }
    return found;
  }

  /**
   * {@return the records that exist, by id} Eventually consistent.
   *
   * @param imageIds at most 100
   */
  Map<ImageId, ImageRecord> records(String seller, List<ImageId> imageIds) {
    List<Map<String, AttributeValue>> keys =
        imageIds.stream().map(id -> TableKeys.image(seller, id)).toList();
    Map<ImageId, ImageRecord> records = new HashMap<>();
    for (AttributeValue record : table.attributes(keys, DynamoDbImage.RECORD)) {
      ImageRecord image = RecordJson.read(record.s());
      records.put(image.imageId(), image);
    }
    return records;
  }

  /**
   * Writes an item, and as much of its index as one transaction takes, so that item, pointers and
   * counters always agree. If the item is not {@link DynamoDbImage#isIndexed() indexed} afterwards,
   * another write must follow.
   *
   * @param before as it was loaded
   * @param after the new state
   * @return what was written
   * @throws dev.vitrine.table.TableConflictException if it was changed since it was loaded
   */
  DynamoDbImage write(DynamoDbImage before, DynamoDbImage after) {
    List<Move> changes = before.index().movesTo(DynamoDbImage.Index.of(after.image()));
    List<Move> first = changes.subList(0, Math.min(MOST_CHANGES, changes.size()));
    DynamoDbImage written = after.next(before.index().with(first));
    Put put = put(written, before.version());
    if (first.isEmpty()) {
      table.put(put);
      return written;
    }
    List<TransactWriteItem> actions = new ArrayList<>();
    actions.add(TransactWriteItem.builder().put(put).build());
    first.forEach(change -> actions.addAll(actions(written, change)));
    table.write(actions);
    return written;
  }

  private Put put(DynamoDbImage image, long version) {
    Put.Builder put = Put.builder().tableName(table.name()).item(image.item(clock.instant()));
    return version == 0
        ? put.conditionExpression("attribute_not_exists(#key)")
            .expressionAttributeNames(Map.of("#key", TableKeys.PK))
            .build()
        : put.conditionExpression("#version = :version")
            .expressionAttributeNames(Map.of("#version", DynamoDbImage.VERSION))
            .expressionAttributeValues(Map.of(":version", n(version)))
            .build();
  }

  private List<TransactWriteItem> actions(DynamoDbImage image, Move change) {
    List<TransactWriteItem> actions = new ArrayList<>();
    if (change.from() != null) {
      Map<String, AttributeValue> gone =
          TableKeys.pointer(image.seller(), change.value().text(), change.from());
      actions.add(
          action(a -> a.delete(Delete.builder().tableName(table.name()).key(gone).build())));
    }
    if (change.to() != null) {
      Map<String, AttributeValue> there =
          TableKeys.pointer(image.seller(), change.value().text(), change.to());
      actions.add(action(a -> a.put(Put.builder().tableName(table.name()).item(there).build())));
    }
    if (change.from() == null || change.to() == null) {
      actions.add(count(image, change.value(), change.to() == null ? -1 : 1));
    }
    return actions;
  }

  private TransactWriteItem count(DynamoDbImage image, Facet.Key value, int difference) {
    int shard = TableKeys.shard(image.imageId());
    return action(
        a ->
            a.update(
                Update.builder()
                    .tableName(table.name())
                    .key(TableKeys.counter(image.seller(), shard, value.text()))
                    .updateExpression("ADD #count :difference")
                    .expressionAttributeNames(Map.of("#count", TableKeys.COUNT))
                    .expressionAttributeValues(Map.of(":difference", n(difference)))
                    .build()));
  }

  private static TransactWriteItem action(Consumer<TransactWriteItem.Builder> action) {
    return TransactWriteItem.builder().applyMutation(action).build();
  }
}
