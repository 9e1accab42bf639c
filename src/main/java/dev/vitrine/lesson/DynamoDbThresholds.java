package dev.vitrine.lesson;

import dev.vitrine.table.TableKeys;
import dev.vitrine.vocabulary.Vocabulary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What follows from the verdicts on one value, as an item: {@code accept}, thresholds by model, and
 * {@code name}, the seller's own word. An item without either means that the verdicts change
 * neither threshold nor name.
 *
 * <p>Until release 0.1.0 all of a seller's thresholds were attributes of one item with the sort key
 * {@code thresholds}. It is still read, for values that have no item of their own, and never
 * written: so a table of that release needs no conversion.
 */
final class DynamoDbThresholds {
  private static final String ACCEPT = "accept";
  private static final String NAME = "name";
  private static final String ONE_ITEM_FOR_ALL = "thresholds";
  private static final String OLD_ACCEPT = ACCEPT + "\n";
  private static final String OLD_NAME = NAME + "\n";

  private DynamoDbThresholds() {}

  static Map<String, AttributeValue> item(
      String seller, String attribute, String value, Lesson lesson, Vocabulary vocabulary) {
    Map<String, AttributeValue> item = new HashMap<>(TableKeys.threshold(seller, attribute, value));
    Map<String, AttributeValue> accept = new HashMap<>();
    lesson
        .models()
        .forEach(
            model ->
                vocabulary
                    .thresholds(model, attribute)
                    .map(usual -> lesson.threshold(model, usual))
                    .ifPresent(
                        own ->
                            own.ifPresent(
                                from ->
                                    accept.put(
                                        model, AttributeValue.fromN(Double.toString(from))))));
    if (!accept.isEmpty()) {
      item.put(ACCEPT, AttributeValue.fromM(accept));
    }
    lesson.name().ifPresent(name -> item.put(NAME, TableKeys.s(name)));
    return item;
  }

  /**
   * {@return what all of a seller's items say}
   *
   * @param items the seller's partition of thresholds, in any order
   */
  static SellerThresholds read(List<Map<String, AttributeValue>> items) {
    Map<String, Double> accept = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    Set<String> ownItem = new HashSet<>();
    for (Map<String, AttributeValue> item : items) {
      String key = TableKeys.text(item, TableKeys.SK);
      int hash = key.indexOf('#');
      if (hash < 0) {
        continue;
      }
      String attribute = key.substring(0, hash);
      String value = key.substring(hash + 1);
      ownItem.add(SellerThresholds.nameKey(attribute, value));
      AttributeValue thresholds = item.get(ACCEPT);
      if (thresholds != null) {
        thresholds
            .m()
            .forEach(
                (model, from) ->
                    accept.put(
                        SellerThresholds.key(model, attribute, value), Double.valueOf(from.n())));
      }
      AttributeValue name = item.get(NAME);
      if (name != null) {
        names.put(SellerThresholds.nameKey(attribute, value), name.s());
      }
    }
    items.stream()
        .filter(item -> TableKeys.text(item, TableKeys.SK).equals(ONE_ITEM_FOR_ALL))
        .forEach(item -> readOld(item, ownItem, accept, names));
    return new SellerThresholds(accept, names);
  }

  private static void readOld(
      Map<String, AttributeValue> item,
      Set<String> ownItem,
      Map<String, Double> accept,
      Map<String, String> names) {
    item.forEach(
        (attribute, value) -> {
          if (attribute.startsWith(OLD_ACCEPT)) {
            String key = attribute.substring(OLD_ACCEPT.length());
            String withoutModel = key.substring(key.indexOf('\n') + 1);
            if (!ownItem.contains(withoutModel)) {
              accept.put(key, Double.valueOf(value.n()));
            }
          } else if (attribute.startsWith(OLD_NAME)) {
            String key = attribute.substring(OLD_NAME.length());
            if (!ownItem.contains(key)) {
              names.put(key, value.s());
            }
          }
        });
  }
}
