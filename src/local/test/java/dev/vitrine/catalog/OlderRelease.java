package dev.vitrine.catalog;

import static dev.vitrine.table.TableKeys.n;
import static dev.vitrine.table.TableKeys.s;

import dev.vitrine.catalog.Pointers.Move;
import dev.vitrine.image.ImageId;
import dev.vitrine.table.TableKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Changes images as release 0.1.0 did: record, pointers and counters in one transaction, the record
 * as plain JSON. Written after {@code DynamoDbImages} of that release. What is missing: its
 * condition on the record's version, its repeating of a refused write, and its further transactions
 * for more than 49 changes of pointers.
 */
record OlderRelease(DynamoDbClient client, String table) {
  /** What it called the pointers that it had written and counted. */
  private static final String INDEX = "index";

  /** Lists that it did not know. */
  private static final Set<String> LATER = Set.of(Facet.STATUS, Facet.FILE_NAME);

  void update(String seller, ImageId imageId, UnaryOperator<ImageRecord> change) {
    DynamoDbImage before = load(seller, imageId);
    write(before, before.with(change.apply(before.image())), Integer.MAX_VALUE);
  }

  void delete(String seller, ImageId imageId) {
    DynamoDbImage before = load(seller, imageId);
    write(
        before,
        before.deleted(Objects.requireNonNull(before.known()).picture().revision(), Examples.NOW),
        Integer.MAX_VALUE);
  }

  /** Dies after a transaction that took some of the pointers. */
  void dieAfter(int pointers, String seller, ImageId imageId, UnaryOperator<ImageRecord> change) {
    DynamoDbImage before = load(seller, imageId);
    write(before, before.with(change.apply(before.image())), pointers);
  }

  private DynamoDbImage load(String seller, ImageId imageId) {
    return DynamoDbImage.of(
        seller,
        imageId,
        client
            .getItem(
                r -> r.tableName(table).key(TableKeys.image(seller, imageId)).consistentRead(true))
            .item());
  }

  private void write(DynamoDbImage before, DynamoDbImage after, int most) {
    Pointers there = before.earlier() == null ? Pointers.NONE : Pointers.ofJson(before.earlier());
    List<Move> all =
        there.movesTo(Pointers.of(after.image())).stream()
            .filter(move -> !LATER.contains(move.value().name()))
            .toList();
    List<Move> moves = all.subList(0, Math.min(most, all.size()));
    Pointers index = there.with(moves);
    Map<String, AttributeValue> item = new HashMap<>(after.next().item(Examples.NOW, TableKeys::s));
    item.remove(INDEX);
    if (!index.isEmpty()) {
      item.put(INDEX, s(index.json()));
    }
    if (moves.size() < all.size()) {
      item.put(TableKeys.OPEN, s(Integer.toString(TableKeys.shard(before.imageId()))));
      item.put(TableKeys.OPEN_SINCE, s("2026-11-24T10:00:00.000Z"));
    }
    List<TransactWriteItem> actions = new ArrayList<>();
    actions.add(action(a -> a.put(p -> p.tableName(table).item(item))));
    for (Move move : moves) {
      if (move.from() != null) {
        Map<String, AttributeValue> gone = pointer(before.seller(), move, move.from());
        actions.add(action(a -> a.delete(d -> d.tableName(table).key(gone))));
      }
      if (move.to() != null) {
        Map<String, AttributeValue> here = pointer(before.seller(), move, move.to());
        actions.add(action(a -> a.put(p -> p.tableName(table).item(here))));
      }
      if (move.difference() != 0) {
        actions.add(count(before, move));
      }
    }
    client.transactWriteItems(r -> r.transactItems(actions));
  }

  private static Map<String, AttributeValue> pointer(String seller, Move move, String position) {
    return TableKeys.pointer(seller, move.value().text(), position);
  }

  private TransactWriteItem count(DynamoDbImage image, Move move) {
    int shard = TableKeys.shard(image.imageId());
    return action(
        a ->
            a.update(
                u ->
                    u.tableName(table)
                        .key(TableKeys.counter(image.seller(), shard, move.value().text()))
                        .updateExpression("ADD #count :difference")
                        .expressionAttributeNames(Map.of("#count", TableKeys.COUNT))
                        .expressionAttributeValues(Map.of(":difference", n(move.difference())))));
  }

  private static TransactWriteItem action(Consumer<TransactWriteItem.Builder> action) {
    return TransactWriteItem.builder().applyMutation(action).build();
  }
}
