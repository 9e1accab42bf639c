package dev.vitrine.table;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * Asks for a page of a list: the positions after a given one, optionally with one attribute of the
 * item at each position.
 *
 * @param index secondary index; null for the table itself
 * @param hash attribute that names the list
 * @param list which list
 * @param range attribute that orders the list, whose values are the positions
 * @param descending whether the highest position comes first
 * @param after position that the page begins behind; null for the list's begin
 * @param most positions at most
 * @param attribute to be read at each position; null for none
 */
public record PositionQuery(
    @Nullable String index,
    String hash,
    String list,
    String range,
    boolean descending,
    @Nullable String after,
    int most,
    @Nullable String attribute) {
  /** Asks for positions only. */
  public PositionQuery(
      @Nullable String index,
      String hash,
      String list,
      String range,
      boolean descending,
      @Nullable String after,
      int most) {
    this(index, hash, list, range, descending, after, most, null);
  }

  /**
   * One position of a list.
   *
   * @param value the attribute; null if it was not asked for, or the item has none
   */
  public record Entry(String position, @Nullable String value) {}

  /**
   * {@return the same query, of another index with the same keys, for an attribute of that index}
   */
  public PositionQuery with(String otherIndex, String wanted) {
    return new PositionQuery(otherIndex, hash, list, range, descending, after, most, wanted);
  }

  /**
   * {@return the request that counts the positions after the given one and before another}
   *
   * @param before null to count to the list's end
   */
  QueryRequest counting(String table, @Nullable String before) {
    Map<String, String> names = new HashMap<>(Map.of("#hash", hash));
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":list", TableKeys.s(list)));
    String condition = "#hash = :list";
    if (after != null || before != null) {
      names.put("#range", range);
    }
    if (after != null && before != null) {
      // A range has one condition only. Both are bare times, which no image has as its position.
      condition += " AND #range BETWEEN :after AND :before";
    } else if (after != null) {
      condition += " AND #range > :after";
    } else if (before != null) {
      condition += " AND #range < :before";
    }
    if (after != null) {
      values.put(":after", TableKeys.s(after));
    }
    if (before != null) {
      values.put(":before", TableKeys.s(before));
    }
    return QueryRequest.builder()
        .tableName(table)
        .indexName(index)
        .select(Select.COUNT)
        .keyConditionExpression(condition)
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .build();
  }

  QueryRequest request(String table) {
    Map<String, String> names = new HashMap<>(Map.of("#hash", hash, "#range", range));
    String wanted = "#range";
    if (attribute != null) {
      names.put("#attribute", attribute);
      wanted += ", #attribute";
    }
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
        .projectionExpression(wanted)
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .scanIndexForward(!descending)
        .limit(most)
        .build();
  }
}
