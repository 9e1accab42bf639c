package dev.vitrine.lesson;

import dev.vitrine.image.ImageId;
import dev.vitrine.vocabulary.Vocabulary;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Lessons in the catalog's table: an item for each value with its verdicts, and one for each seller
 * with all that follows from them, an attribute a threshold or name, so that tagging a picture
 * reads one item. Both are written in one transaction, on condition that nobody else wrote the
 * verdicts meanwhile.
 */
@ApplicationScoped
class DynamoDbLessons implements ThresholdSource, VerdictBook {
  private static final int MOST_TRIES = 20;
  private static final String VERSION = "version";
  private static final String VERDICTS = "verdicts";
  private static final String ACCEPT = "accept\n";
  private static final String NAME = "name\n";

  private final DynamoDbClient dynamoDb;
  private final String table;

  DynamoDbLessons(DynamoDbClient dynamoDb, LessonsConfig config) {
    this.dynamoDb = dynamoDb;
    this.table = config.table();
  }

  @Override
  public SellerThresholds of(String seller) {
    Map<String, Double> accept = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    item(thresholds(seller))
        .forEach(
            (name, value) -> {
              if (name.startsWith(ACCEPT)) {
                accept.put(name.substring(ACCEPT.length()), Double.valueOf(value.n()));
              } else if (name.startsWith(NAME)) {
                names.put(name.substring(NAME.length()), value.s());
              }
            });
    return new SellerThresholds(accept, names);
  }

  @Override
  public void record(
      String seller,
      ImageId imageId,
      List<Verdict> given,
      List<Verdict> withdrawn,
      Vocabulary vocabulary) {
    String image = imageId.value();
    withdrawn.stream()
        .filter(old -> given.stream().noneMatch(old::sameValue))
        .forEach(old -> change(seller, old, vocabulary, lesson -> lesson.without(image)));
    given.forEach(
        one -> change(seller, one, vocabulary, lesson -> lesson.with(Lesson.Entry.of(image, one))));
  }

  private void change(
      String seller, Verdict about, Vocabulary vocabulary, UnaryOperator<Lesson> change) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Stored before = stored(seller, about);
      Lesson after = change.apply(before.lesson());
      if (after == before.lesson() || write(seller, about, before, after, vocabulary)) {
        return;
      }
      DynamoDbErrors.pause(tries);
    }
    throw new LessonsUnavailableException(
        "verdicts on " + about.value() + " are given by too many at once", null);
  }

  /** A lesson, and how often it was written. */
  private record Stored(long version, Lesson lesson) {}

  private Stored stored(String seller, Verdict about) {
    Map<String, AttributeValue> item = item(verdicts(seller, about));
    AttributeValue version = item.get(VERSION);
    AttributeValue verdicts = item.get(VERDICTS);
    return version == null || verdicts == null
        ? new Stored(0, Lesson.NONE)
        : new Stored(Long.parseLong(version.n()), LessonJson.read(verdicts.s()));
  }

  /** {@return whether nobody else was faster} */
  private boolean write(
      String seller, Verdict about, Stored before, Lesson after, Vocabulary vocabulary) {
    Map<String, AttributeValue> item = new HashMap<>(verdicts(seller, about));
    item.put(VERSION, AttributeValue.fromN(Long.toString(before.version() + 1)));
    item.put(VERDICTS, AttributeValue.fromS(LessonJson.write(after)));
    Put put =
        Put.builder()
            .tableName(table)
            .item(item)
            .conditionExpression("attribute_not_exists(#version) OR #version = :version")
            .expressionAttributeNames(Map.of("#version", VERSION))
            .expressionAttributeValues(
                Map.of(":version", AttributeValue.fromN(Long.toString(before.version()))))
            .build();
    Update update = consequences(seller, about, before.lesson(), after, vocabulary);
    return DynamoDbErrors.unlessInConflict(
        () ->
            dynamoDb.transactWriteItems(
                r ->
                    r.transactItems(
                        TransactWriteItem.builder().put(put).build(),
                        TransactWriteItem.builder().update(update).build())));
  }

  private Update consequences(
      String seller, Verdict about, Lesson before, Lesson after, Vocabulary vocabulary) {
    String attribute = about.attribute();
    String value = about.value();
    Map<String, Optional<AttributeValue>> wanted = new LinkedHashMap<>();
    Stream.concat(before.models(), after.models())
        .forEach(
            model ->
                wanted.put(
                    ACCEPT + SellerThresholds.key(model, attribute, value),
                    threshold(vocabulary, model, attribute, after)));
    wanted.put(
        NAME + SellerThresholds.nameKey(attribute, value), after.name().map(AttributeValue::fromS));
    return DynamoDbAttributes.update(table, thresholds(seller), wanted);
  }

  private static Optional<AttributeValue> threshold(
      Vocabulary vocabulary, String model, String attribute, Lesson lesson) {
    OptionalDouble own =
        vocabulary
            .calibration(model, attribute)
            .map(limit -> lesson.threshold(model, limit))
            .orElse(OptionalDouble.empty());
    return own.isPresent()
        ? Optional.of(AttributeValue.fromN(Double.toString(own.getAsDouble())))
        : Optional.empty();
  }

  private Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
    return DynamoDbErrors.call(
        () -> dynamoDb.getItem(r -> r.tableName(table).key(key).consistentRead(true)).item());
  }

  private static Map<String, AttributeValue> thresholds(String seller) {
    return key(seller + "#thresholds", "thresholds");
  }

  private static Map<String, AttributeValue> verdicts(String seller, Verdict about) {
    return key(seller + "#verdicts", about.attribute() + "#" + about.value());
  }

  private static Map<String, AttributeValue> key(String pk, String sk) {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
  }
}
