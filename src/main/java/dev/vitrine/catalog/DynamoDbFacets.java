package dev.vitrine.catalog;

import static dev.vitrine.table.TableKeys.s;

import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import dev.vitrine.vocabulary.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Counters of values: one for each value and shard. */
final class DynamoDbFacets {
  /** Pages of 1 MB read at most: counts may be incomplete for sellers with very many values. */
  private static final int MOST_PAGES = 8;

  private final Table table;

  DynamoDbFacets(Table table) {
    this.table = table;
  }

  /** See {@link Catalog#spelled}. */
  Facet.Key spelled(String seller, Facet.Key value) {
    if (count(seller, value) > 0) {
      return value;
    }
    String folded = PlainText.folded(value.value());
    return counts(seller, value.name() + "#").entrySet().stream()
        .filter(one -> one.getValue() > 0)
        .filter(one -> PlainText.folded(one.getKey().value()).equals(folded))
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(value);
  }

  /**
   * @param beginning of the counters' sort keys
   */
  private Map<Facet.Key, Long> counts(String seller, String beginning) {
    Map<Facet.Key, Long> counts = new TreeMap<>();
    for (int shard = 0; shard < TableKeys.SHARDS; shard++) {
      for (Map<String, AttributeValue> item : counters(seller, shard, beginning)) {
        Facet.Key value = Facet.Key.ofText(TableKeys.text(item, TableKeys.SK));
        counts.merge(value, count(item), Long::sum);
      }
    }
    return counts;
  }

  List<Facet> of(String seller) {
    Map<Facet.Key, Long> counts = counts(seller, "");
    List<Facet> facets = new ArrayList<>();
    counts.forEach(
        (value, count) -> {
          if (count > 0) {
            facets.add(new Facet(value.name(), value.value(), count));
          }
        });
    facets.sort(Facet.BY_COUNT);
    return facets;
  }

  private List<Map<String, AttributeValue>> counters(String seller, int shard, String beginning) {
    AttributeValue partition = s(TableKeys.counterPartition(seller, shard));
    QueryRequest.Builder query = QueryRequest.builder().tableName(table.name());
    if (beginning.isEmpty()) {
      query
          .keyConditionExpression("#pk = :pk")
          .expressionAttributeNames(Map.of("#pk", TableKeys.PK))
          .expressionAttributeValues(Map.of(":pk", partition));
    } else {
      query
          .keyConditionExpression("#pk = :pk AND begins_with(#sk, :beginning)")
          .expressionAttributeNames(Map.of("#pk", TableKeys.PK, "#sk", TableKeys.SK))
          .expressionAttributeValues(Map.of(":pk", partition, ":beginning", s(beginning)));
    }
    return table.query(query.build(), MOST_PAGES);
  }

  /** {@return how many images of a seller have a value} */
  private long count(String seller, Facet.Key value) {
    return count(seller, List.of(value));
  }

  /** {@return how many images of a seller have one of these values of one attribute} */
  long count(String seller, List<Facet.Key> values) {
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    for (int shard = 0; shard < TableKeys.SHARDS; shard++) {
      for (Facet.Key value : values) {
        keys.add(TableKeys.counter(seller, shard, value.text()));
      }
    }
    return table.itemsWith(keys, TableKeys.COUNT).stream().mapToLong(DynamoDbFacets::count).sum();
  }

  private static long count(Map<String, AttributeValue> item) {
    return TableKeys.number(item, TableKeys.COUNT);
  }
}
