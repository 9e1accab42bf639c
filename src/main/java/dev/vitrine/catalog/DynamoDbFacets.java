package dev.vitrine.catalog;

import static dev.vitrine.catalog.DynamoDbKeys.s;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Counters of values: one for each value and shard. */
final class DynamoDbFacets {
  static final String COUNT = "count";

  /** A seller of a million tags of their own waits no longer than others do. */
  private static final int MOST_PAGES = 8;

  private final DynamoDbClient dynamoDb;
  private final String table;

  DynamoDbFacets(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  List<Facet> of(String seller) {
    Map<Facet.Key, Long> counts = new TreeMap<>();
    for (int shard = 0; shard < DynamoDbKeys.SHARDS; shard++) {
      for (Map<String, AttributeValue> item : counters(seller, shard)) {
        Facet.Key value = Facet.Key.ofText(DynamoDbKeys.text(item, DynamoDbKeys.SK));
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
            .tableName(table)
            .keyConditionExpression("#pk = :pk")
            .expressionAttributeNames(Map.of("#pk", DynamoDbKeys.PK))
            .expressionAttributeValues(
                Map.of(":pk", s(DynamoDbKeys.counterPartition(seller, shard))))
            .build();
    return DynamoDbCalls.call(
        () ->
            dynamoDb.queryPaginator(query).stream()
                .limit(MOST_PAGES)
                .flatMap(page -> page.items().stream())
                .toList());
  }

  /** {@return how many images of a seller have a value} */
  long count(String seller, Facet.Key value) {
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    for (int shard = 0; shard < DynamoDbKeys.SHARDS; shard++) {
      keys.add(DynamoDbKeys.counter(seller, shard, value));
    }
    Map<String, KeysAndAttributes> wanted = new HashMap<>();
    wanted.put(table, KeysAndAttributes.builder().keys(keys).build());
    return DynamoDbCalls.call(() -> dynamoDb.batchGetItem(r -> r.requestItems(wanted)))
        .responses()
        .getOrDefault(table, List.of())
        .stream()
        .mapToLong(DynamoDbFacets::count)
        .sum();
  }

  private static long count(Map<String, AttributeValue> item) {
    return DynamoDbKeys.number(item, COUNT);
  }
}
