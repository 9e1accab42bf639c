package dev.vitrine.table;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Asks for a page of a list: the positions that come after one, without the items that stand there.
 *
 * @param index secondary index; null for the table itself
 * @param hash attribute that names the list
 * @param list which list
 * @param range attribute that orders the list, whose values are the positions
 * @param descending whether the highest position comes first
 * @param after position that the page begins behind; null for the list's begin
 * @param most positions at most
 */
public record PositionQuery(
    @Nullable String index,
    String hash,
    String list,
    String range,
    boolean descending,
    @Nullable String after,
    int most) {

  QueryRequest request(String table) {
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":list", TableKeys.s(list)));
    String condition = "#hash = :list";
    if (after != null) {
      condition += descending ? " AND #range < :after" : " AND #range > :after";
      values.put(":after", TableKeys.s(after));
    }
    return QueryRequest.builder()
        .tableName(table)
        .indexName(index)
        .keyConditionExpression(condition)
        .projectionExpression("#range")
        .expressionAttributeNames(Map.of("#hash", hash, "#range", range))
        .expressionAttributeValues(values)
        .scanIndexForward(!descending)
        .limit(most)
        .build();
  }
}
