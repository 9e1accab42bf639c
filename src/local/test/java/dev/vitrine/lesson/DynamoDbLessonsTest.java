package dev.vitrine.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.AtOnce;
import dev.vitrine.image.ImageId;
import dev.vitrine.local.store.EmbeddedDynamoDb;
import dev.vitrine.local.store.TestDynamoDb;
import dev.vitrine.table.TableOf;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.tag.Vocabularies;
import dev.vitrine.vocabulary.Vocabulary;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbLessonsTest {
  private static final Vocabulary SHOP = Vocabularies.shop("1");
  private static final String MODEL = Vocabularies.MODEL;

  private static EmbeddedDynamoDb database;
  private static DynamoDbClient client;

  private final String table = "table-" + UUID.randomUUID();
  private DynamoDbLessons lessons;

  @BeforeAll
  static void start() throws Exception {
    database = new EmbeddedDynamoDb(null, 0);
    database.start();
    client = TestDynamoDb.client(database.endpoint());
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    database.close();
  }

  @BeforeEach
  void table() {
    TestDynamoDb.createTable(client, table);
    lessons = through(client);
  }

  @Test
  void aVerdictCountsAtOnceAndForItsSellerOnly() {
    give("a", refused("sneaker", 0.7));

    assertThat(lessons.of("demo").accept())
        .containsExactly(Map.entry(SellerThresholds.key(MODEL, "tag", "sneaker"), 0.7001));
    assertThat(lessons.of("other")).isEqualTo(SellerThresholds.NONE);
  }

  @Test
  void aWithdrawnVerdictCountsNoMore() {
    Verdict verdict = refused("sneaker", 0.7);
    give("a", verdict);

    lessons.record("demo", image("a"), List.of(), List.of(verdict), SHOP);

    assertThat(lessons.of("demo")).isEqualTo(SellerThresholds.NONE);
  }

  @Test
  void theSameVerdictAgainWritesNothing() {
    give("a", refused("sneaker", 0.7));
    AtomicInteger writes = new AtomicInteger();

    through(watched("transactWriteItems", writes, Integer.MAX_VALUE))
        .record("demo", image("a"), List.of(refused("sneaker", 0.7)), List.of(), SHOP);

    assertThat(writes).hasValue(0);
  }

  @Test
  void ownWordsBecomeNames() {
    give("a", own("trainer"));
    give("b", own("trainer"));

    assertThat(lessons.of("demo").names())
        .containsExactly(Map.entry("category\nsneaker", "trainer"));
    assertThat(lessons.of("demo").accept()).isEmpty();

    give("c", new Verdict(MODEL, "category", "sneaker", 0.7, true, null));
    assertThat(lessons.of("demo").names()).isEmpty();
  }

  @Test
  void ofAModelThatWasNeverCalibratedTheDefaultThresholdsAreTaught() {
    give("a", new Verdict("another", "tag", "sneaker", 0.75, false, null));
    give("a", new Verdict("another", "no such question", "sneaker", 0.75, false, null));

    assertThat(lessons.of("demo").accept()).containsOnlyKeys("another\ntag\nsneaker");
    assertThat(lessons.of("demo").of("another", "tag", "sneaker", 0.7)).isEqualTo(0.7501);
  }

  @Test
  void losesNothingWhenManyCorrectAtOnce() throws Exception {
    List<Callable<Object>> corrections = new ArrayList<>();
    List<String> values = List.of("sneaker", "loafer", "mug");
    for (int i = 0; i < 60; i++) {
      String name = "image " + i;
      Verdict verdict =
          new Verdict(MODEL, "tag", values.get(i % 3), 0.6 + i * 0.001, i % 2 == 0, null);
      corrections.add(
          () -> {
            give(name, verdict);
            return name;
          });
    }
    AtOnce.call(corrections);

    for (String value : values) {
      assertThat(verdicts(value)).as(value).hasSize(20);
    }
    Lesson sneaker = new Lesson(verdicts("sneaker"));
    assertThat(lessons.of("demo").accept())
        .hasSize(3)
        .containsEntry(
            SellerThresholds.key(MODEL, "tag", "sneaker"),
            sneaker.threshold(MODEL, SHOP.thresholds(MODEL, "tag").orElseThrow()).orElseThrow());
  }

  @Test
  void taggingAPictureReadsThemByOneQuery() {
    give("a", refused("sneaker", 0.7));
    give("b", refused("mug", 0.7));
    AtomicInteger reads = new AtomicInteger();

    assertThat(through(watched("query", reads, Integer.MAX_VALUE)).of("demo").accept()).hasSize(2);
    assertThat(reads).hasValue(1);
  }

  @Test
  void fourVerdictsAreOneReadAndOneTransaction() {
    AtomicInteger calls = new AtomicInteger();
    List<Verdict> four =
        List.of(
            refused("sneaker", 0.7), refused("mug", 0.6), refused("loafer", 0.5), own("trainer"));

    through(watched(".*", calls, Integer.MAX_VALUE))
        .record("demo", image("a"), four, List.of(), SHOP);

    assertThat(calls).hasValue(2);
    assertThat(lessons.of("demo").accept()).hasSize(3);
  }

  @Test
  void aSellerMayTeachMoreThanOneItemHolds() {
    int values = 2_000;
    String longName = "a word of the shop's own that is long: ".repeat(6);
    for (int from = 0; from < values; from += 500) {
      List<Verdict> some = new ArrayList<>();
      for (int i = from; i < from + 500; i++) {
        some.add(new Verdict(MODEL, "tag", longName + i, 0.7, false, null));
      }
      lessons.record("demo", image("a"), some, List.of(), SHOP);
    }

    assertThat(lessons.of("demo").accept()).hasSize(values);
  }

  @Test
  void whatTheReleaseBeforeKeptInOneItemStillCounts() {
    String sneaker = SellerThresholds.key(MODEL, "tag", "sneaker");
    String mug = SellerThresholds.key(MODEL, "tag", "mug");
    client.putItem(
        r ->
            r.tableName(table)
                .item(
                    Map.of(
                        "pk",
                        AttributeValue.fromS("demo#thresholds"),
                        "sk",
                        AttributeValue.fromS("thresholds"),
                        "accept\n" + sneaker,
                        AttributeValue.fromN("0.9"),
                        "accept\n" + mug,
                        AttributeValue.fromN("0.8"),
                        "name\ncategory\nsneaker",
                        AttributeValue.fromS("trainer"))));
    assertThat(lessons.of("demo").names())
        .containsExactly(Map.entry("category\nsneaker", "trainer"));

    Verdict verdict = refused("sneaker", 0.7);
    give("a", verdict);
    lessons.record("demo", image("a"), List.of(), List.of(verdict), SHOP);

    assertThat(lessons.of("demo").accept()).containsExactly(Map.entry(mug, 0.8));
  }

  @Test
  void saysWhenItCannotBeKeptNow() {
    DynamoDbLessons dead = through(watched("transactWriteItems", new AtomicInteger(), 0));

    assertThatThrownBy(
            () -> dead.record("demo", image("a"), List.of(refused("mug", 0.7)), List.of(), SHOP))
        .isInstanceOf(TableUnavailableException.class);
    assertThat(lessons.of("demo")).isEqualTo(SellerThresholds.NONE);
  }

  private List<Lesson.Entry> verdicts(String value) {
    Map<String, AttributeValue> key =
        Map.of(
            "pk",
            AttributeValue.fromS("demo#verdicts"),
            "sk",
            AttributeValue.fromS("tag#" + value));
    return LessonJson.read(
            client.getItem(r -> r.tableName(table).key(key)).item().get("verdicts").s())
        .verdicts();
  }

  private void give(String image, Verdict verdict) {
    lessons.record("demo", image(image), List.of(verdict), List.of(), SHOP);
  }

  private static ImageId image(String name) {
    return ImageId.of("bucket", "demo/" + name);
  }

  private static Verdict refused(String tag, double score) {
    return new Verdict(MODEL, "tag", tag, score, false, null);
  }

  private static Verdict own(String word) {
    return new Verdict(MODEL, "category", "sneaker", 0.7, false, word);
  }

  private DynamoDbLessons through(DynamoDbClient connection) {
    return new DynamoDbLessons(TableOf.named(connection, table));
  }

  /** The client, which counts calls of a method and breaks after {@code most} of them. */
  private static DynamoDbClient watched(String method, AtomicInteger count, int most) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, called, arguments) -> {
              if (called.getName().matches(method) && count.incrementAndGet() > most) {
                throw SdkClientException.create("the process is dead");
              }
              try {
                return called.invoke(client, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
