package dev.vitrine.catalog;

import static dev.vitrine.table.TableKeys.s;

import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Counters of values: one for each value and shard. */
final class DynamoDbFacets {
  static final String COUNT = "count";

  /** Pages of 1 MB read at most: counts may be incomplete for sellers with very many values. */
  private static final int MOST_PAGES = 8;

  private final Table table;

  DynamoDbFacets(Table table) {
    this.table = table;
  }

  List<Facet> of(String seller) {
    Map<Facet.Key, Long> counts = new TreeMap<>();
    for (int shard = 0; shard < TableKeys.SHARDS; shard++) {
      for (Map<String, AttributeValue> item : counters(seller, shard)) {
        Facet.Key value = Facet.Key.ofText(TableKeys.text(item, TableKeys.SK));
        counts.merge(value, count(item), Long::sum);
      }
    }
    List<Facet> facets = new ArrayList<>();
    counts.forEach(
        (value, count) -> {
          if (count > 0) {
            facets.add(new Facet(value.name(), value.value(), count));
          }
        });
    facets.sort(
        Comparator.comparing(Facet::name)
            .thenComparing(Facet::count, Comparator.reverseOrder())
            .thenComparing(Facet::value));
    return facets;
  }

  private List<Map<String, AttributeValue>> counters(String seller, int shard) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table.name())
            .keyConditionExpression("#pk = :pk")
            .expressionAttributeNames(Map.of("#pk", TableKeys.PK))
            .expressionAttributeValues(Map.of(":pk", s(TableKeys.counterPartition(seller, shard))))
            .build();
    return table.query(query, MOST_PAGES);
  }

  /** {@return how many images of a seller have a value} */
  long count(String seller, Facet.Key value) {
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    for (int shard = 0; shard < TableKeys.SHARDS; shard++) {
      keys.add(TableKeys.counter(seller, shard, value.text()));
    }
    return table.attributes(keys, COUNT).stream()
        .mapToLong(count -> Long.parseLong(count.n()))
        .sum();
  }

  private static long count(Map<String, AttributeValue> item) {
    return TableKeys.number(item, COUNT);
  }
}
