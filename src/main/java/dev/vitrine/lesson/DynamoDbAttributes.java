package dev.vitrine.lesson;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Changes some attributes of an item and leaves the others, whoever writes them at that time. */
final class DynamoDbAttributes {
  private DynamoDbAttributes() {}

  /**
   * @param wanted values by name; empty for an attribute that is to go
   */
  static Update update(
      String table, Map<String, AttributeValue> key, Map<String, Optional<AttributeValue>> wanted) {
    List<String> set = new ArrayList<>();
    List<String> remove = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    wanted.forEach(
        (name, value) -> {
          String number = Integer.toString(names.size());
          names.put("#n" + number, name);
          if (value.isPresent()) {
            values.put(":v" + number, value.get());
            set.add("#n" + number + " = :v" + number);
          } else {
            remove.add("#n" + number);
          }
        });
    return Update.builder()
        .tableName(table)
        .key(key)
        .updateExpression((clause("SET", set) + " " + clause("REMOVE", remove)).strip())
        .expressionAttributeNames(names)
        .expressionAttributeValues(values.isEmpty() ? null : values)
        .build();
  }

  private static String clause(String word, List<String> parts) {
    return parts.isEmpty() ? "" : word + " " + String.join(", ", parts);
  }
}
