package dev.vitrine.catalog;

import dev.vitrine.table.TableKeys;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Adds up what writes cost, by DynamoDB's published rules: a unit for each kilobyte of the larger
 * of old and new item, two in a transaction; in each index a unit for each kilobyte of an entry
 * that comes, goes or changes, and both if it moves. A partition key takes 1,000 units a second.
 *
 * <p>What is missing: UpdateItem and DeleteItem by themselves, the entries that a deletion takes
 * out of the indexes, and DynamoDB's splitting of a partition that is hot for long.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html">Read
 *     and write operations</a>
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html">Write
 *     capacity of global secondary indexes</a>
 */
final class WriteUnits implements ExecutionInterceptor {
  static final int LIMIT = 1000;

  /** Hash and range of each index; of {@code cards} also the card. */
  private static final Map<String, List<String>> INDEXES =
      Map.of(
          TableKeys.NEWEST, List.of(TableKeys.SELLER, TableKeys.POSITION),
          TableKeys.CARDS, List.of(TableKeys.SELLER, TableKeys.POSITION, TableKeys.CARD),
          TableKeys.BY_STATUS, List.of(TableKeys.SELLER_STATUS, TableKeys.POSITION),
          TableKeys.UNFINISHED, List.of(TableKeys.OPEN, TableKeys.OPEN_SINCE),
          TableKeys.BY_DOUBT, List.of(TableKeys.DOUBT_OF, TableKeys.DOUBT));

  private final Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items =
      new HashMap<>();

  private final Map<String, Double> units = new TreeMap<>();

  /** Largest card seen, in bytes. */
  int largestCard;

  /** {@return units of all shards of the counters, which share them evenly in the long run} */
  double ofCounters() {
    return units.entrySet().stream()
        .filter(one -> one.getKey().contains("#count#"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** {@return units by partition key, of an index with its name before it; without the counters} */
  Map<String, Double> others() {
    Map<String, Double> others = new TreeMap<>(units);
    others.keySet().removeIf(partition -> partition.contains("#count#"));
    return others;
  }

  @Override
  public synchronized void afterExecution(
      Context.AfterExecution context, ExecutionAttributes attributes) {
    SdkRequest request = context.request();
    if (request instanceof PutItemRequest put) {
      put(put.item(), 1);
    } else if (request instanceof BatchWriteItemRequest batch) {
      batch.requestItems().values().forEach(writes -> writes.forEach(this::write));
    } else if (request instanceof TransactWriteItemsRequest transaction) {
      transaction.transactItems().forEach(this::write);
    }
  }

  private void write(WriteRequest write) {
    if (write.putRequest() != null) {
      put(write.putRequest().item(), 1);
    } else {
      count(write.deleteRequest().key(), 1);
    }
  }

  private void write(TransactWriteItem write) {
    if (write.put() != null) {
      put(write.put().item(), 2);
    } else if (write.update() != null) {
      count(write.update().key(), 2);
    } else {
      count(write.delete().key(), 2);
    }
  }

  /** A counter, or what was small when it was deleted. */
  private void count(Map<String, AttributeValue> key, int price) {
    add(key.get(TableKeys.PK).s(), price);
  }

  private void put(Map<String, AttributeValue> item, int price) {
    Map<String, AttributeValue> before =
        Objects.requireNonNullElse(items.put(TableKeys.keyOf(item), item), Map.of());
    int kilobytes = Math.max(kilobytes(item), kilobytes(before));
    add(item.get(TableKeys.PK).s(), price * kilobytes);
    if (item.containsKey(TableKeys.CARD)) {
      largestCard = Math.max(largestCard, bytes(Map.of("card", item.get(TableKeys.CARD))));
    }
    INDEXES.forEach((index, attributes) -> index(index, attributes, before, item));
  }

  private void index(
      String index,
      List<String> attributes,
      Map<String, AttributeValue> before,
      Map<String, AttributeValue> after) {
    Map<String, AttributeValue> old = entry(attributes, before);
    Map<String, AttributeValue> now = entry(attributes, after);
    if (old.equals(now)) {
      return;
    }
    boolean moves = !key(attributes, old).equals(key(attributes, now));
    if (!old.isEmpty() && moves) {
      add(index + "|" + old.get(attributes.get(0)).s(), kilobytes(old));
    }
    if (!now.isEmpty()) {
      int larger = moves ? kilobytes(now) : Math.max(kilobytes(old), kilobytes(now));
      add(index + "|" + now.get(attributes.get(0)).s(), larger);
    }
  }

  private static Map<String, AttributeValue> entry(
      List<String> attributes, Map<String, AttributeValue> item) {
    if (!item.containsKey(attributes.get(0))) {
      return Map.of();
    }
    Map<String, AttributeValue> entry = new HashMap<>(TableKeys.keyOf(item));
    attributes.forEach(name -> entry.put(name, item.get(name)));
    return entry;
  }

  private static List<AttributeValue> key(
      List<String> attributes, Map<String, AttributeValue> entry) {
    return entry.isEmpty()
        ? List.of()
        : List.of(entry.get(attributes.get(0)), entry.get(attributes.get(1)));
  }

  private void add(String partition, double more) {
    units.merge(partition, more, Double::sum);
  }

  private static int kilobytes(Map<String, AttributeValue> item) {
    return item.isEmpty() ? 0 : Math.max(1, (bytes(item) + 1023) / 1024);
  }

  private static int bytes(Map<String, AttributeValue> item) {
    int bytes = 0;
    for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
      String value = attribute.getValue().s();
      bytes += length(attribute.getKey()) + (value == null ? 21 : length(value));
    }
    return bytes;
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
