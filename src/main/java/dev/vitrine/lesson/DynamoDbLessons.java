package dev.vitrine.lesson;

import dev.vitrine.image.ImageId;
import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import dev.vitrine.vocabulary.Vocabulary;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Lessons in the one table: for each value an item with its verdicts, and a small one with what
 * follows from them. All verdicts of a correction are one read and one transaction, on the
 * condition that nobody else wrote these verdicts in between. All small items of a seller have one
 * partition, so that tagging a picture reads them by one query, however many corrections were made.
 */
@ApplicationScoped
class DynamoDbLessons implements ThresholdSource, VerdictBook {
  /** Two items for each value. */
  private static final int MOST_VALUES = Table.MOST_ACTIONS / 2;

  private static final String VERSION = "version";
  private static final String VERDICTS = "verdicts";

  private final Table table;

  DynamoDbLessons(Table table) {
    this.table = table;
  }

  @Override
  public SellerThresholds of(String seller) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table.name())
            .consistentRead(true)
            .keyConditionExpression("#pk = :pk")
            .expressionAttributeNames(Map.of("#pk", TableKeys.PK))
            .expressionAttributeValues(Map.of(":pk", TableKeys.s(TableKeys.thresholds(seller))))
            .build();
    return DynamoDbThresholds.read(table.query(query, Integer.MAX_VALUE));
  }

  @Override
  public void record(
      String seller,
      ImageId imageId,
      List<Verdict> given,
      List<Verdict> withdrawn,
      Vocabulary vocabulary) {
    String image = imageId.value();
    Map<TaughtValue, UnaryOperator<Lesson>> changes = new LinkedHashMap<>();
    withdrawn.forEach(old -> changes.put(TaughtValue.of(old), lesson -> lesson.without(image)));
    given.forEach(
        one ->
            changes.put(TaughtValue.of(one), lesson -> lesson.with(Lesson.Entry.of(image, one))));
    List<TaughtValue> values = new ArrayList<>(changes.keySet());
    for (int from = 0; from < values.size(); from += MOST_VALUES) {
      List<TaughtValue> some = values.subList(from, Math.min(from + MOST_VALUES, values.size()));
      table.change(
          "verdicts on " + some,
          () -> {
            change(seller, some, changes, vocabulary);
            return some;
          });
    }
  }

  /** What a lesson is about. */
  private record TaughtValue(String attribute, String name) {
    static TaughtValue of(Verdict verdict) {
      return new TaughtValue(verdict.attribute(), verdict.value());
    }

    Map<String, AttributeValue> key(String seller) {
      return TableKeys.lesson(seller, attribute, name);
    }
  }

  private void change(
      String seller,
      List<TaughtValue> values,
      Map<TaughtValue, UnaryOperator<Lesson>> changes,
      Vocabulary vocabulary) {
    Map<String, Stored> stored = stored(seller, values);
    List<TransactWriteItem> actions = new ArrayList<>();
    for (TaughtValue value : values) {
      Map<String, AttributeValue> key = value.key(seller);
      Stored before = stored.getOrDefault(TableKeys.text(key, TableKeys.SK), Stored.NONE);
      Lesson after = changes.getOrDefault(value, UnaryOperator.identity()).apply(before.lesson());
      if (after != before.lesson()) {
        actions.add(action(verdicts(key, before, after)));
        actions.add(
            action(
                Put.builder()
                    .tableName(table.name())
                    .item(
                        DynamoDbThresholds.item(
                            seller, value.attribute(), value.name(), after, vocabulary))
                    .build()));
      }
    }
    if (!actions.isEmpty()) {
      table.write(actions);
    }
  }

  /** A lesson, and how often it was written. */
  private record Stored(long version, Lesson lesson) {
    static final Stored NONE = new Stored(0, Lesson.NONE);
  }

  /** {@return the lessons on these values that are stored, by sort key} */
  private Map<String, Stored> stored(String seller, List<TaughtValue> values) {
    Map<String, Stored> stored = new HashMap<>();
    for (Map<String, AttributeValue> item :
        table.items(values.stream().map(value -> value.key(seller)).toList())) {
      stored.put(
          TableKeys.text(item, TableKeys.SK),
          new Stored(
              TableKeys.number(item, VERSION), LessonJson.read(TableKeys.text(item, VERDICTS))));
    }
    return stored;
  }

  private Put verdicts(Map<String, AttributeValue> key, Stored before, Lesson after) {
    Map<String, AttributeValue> item = new HashMap<>(key);
    item.put(VERSION, TableKeys.n(before.version() + 1));
    item.put(VERDICTS, TableKeys.s(LessonJson.write(after)));
    return Put.builder()
        .tableName(table.name())
        .item(item)
        .conditionExpression("attribute_not_exists(#version) OR #version = :version")
        .expressionAttributeNames(Map.of("#version", VERSION))
        .expressionAttributeValues(Map.of(":version", TableKeys.n(before.version())))
        .build();
  }

  private static TransactWriteItem action(Put put) {
    return TransactWriteItem.builder().put(put).build();
  }
}
