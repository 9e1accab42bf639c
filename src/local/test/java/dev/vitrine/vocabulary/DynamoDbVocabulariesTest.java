package dev.vitrine.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.local.store.EmbeddedDynamoDb;
import dev.vitrine.local.store.TestDynamoDb;
import dev.vitrine.table.TableOf;
import dev.vitrine.table.TableUnavailableException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoDbVocabulariesTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final ShippedVocabulary SHIPPED = new ShippedVocabulary(new ObjectMapper());
  private static EmbeddedDynamoDb database;
  private static DynamoDbClient client;
  private static int tables;

  private String table;

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
  void emptyTable() {
    table = "vocabularies-" + tables++;
    TestDynamoDb.createTable(client, table);
  }

  @Test
  void aSellerWithoutOneHasTheShippedOne() {
    Vocabularies vocabularies = vocabularies();

    assertThat(vocabularies.of("anna")).isSameAs(SHIPPED.of("anna"));
    assertThat(vocabularies.versions("anna"))
        .containsExactly(new VocabularyVersion(SHIPPED.of("anna").version(), "retail", null, true));
  }

  @Test
  void whatIsPutIsLiveForThatSellerInEveryProcessAtOnce() {
    Vocabularies here = vocabularies();
    Vocabularies there = vocabularies();
    there.of("anna");

    Vocabulary first = here.put("anna", shop("boots", "clogs"), Vocabularies.ANY);
    assertThat(there.of("anna")).isEqualTo(first);
    Vocabulary second = here.put("anna", shop("mug", "cup"), Vocabularies.ANY);

    assertThat(there.of("anna")).isEqualTo(second);
    assertThat(first.id()).isEqualTo("shop@anna.1");
    assertThat(second.id()).isEqualTo("shop@anna.2");
    assertThat(second.leaves()).extracting(Category::name).containsExactly("mug", "cup");
    assertThat(there.of("bert").name()).isEqualTo("retail");
  }

  @Test
  void whoRollsBackToTheShippedOneWithoutHavingPutOneCanDoItAgainAndPutOne() {
    Vocabularies vocabularies = vocabularies();
    String shipped = SHIPPED.of("anna").version();
    vocabularies.rollBack("anna", shipped, Vocabularies.ANY);

    assertThat(vocabularies.rollBack("anna", shipped, Vocabularies.ANY).version())
        .isEqualTo(shipped);
    assertThat(vocabularies.put("anna", shop("boots", "clogs"), Vocabularies.ANY).id())
        .isEqualTo("shop@anna.1");
  }

  @Test
  void everyVersionIsKeptAndAnyOfThemCanBeLiveAgain() {
    Vocabularies vocabularies = vocabularies();
    Vocabulary first = vocabularies.put("anna", shop("boots", "clogs"), Vocabularies.ANY);
    vocabularies.put("anna", shop("mug", "cup"), Vocabularies.ANY);
    vocabularies.put("anna", shop("pen", "ink"), Vocabularies.ANY);

    assertThat(vocabularies.rollBack("anna", "anna.1", Vocabularies.ANY)).isEqualTo(first);
    assertThat(vocabularies.of("anna")).isEqualTo(first);
    assertThat(vocabularies.versions("anna"))
        .containsExactly(
            new VocabularyVersion("anna.3", "shop", NOW, false),
            new VocabularyVersion("anna.2", "shop", NOW, false),
            new VocabularyVersion("anna.1", "shop", NOW, true),
            new VocabularyVersion(SHIPPED.of("").version(), "retail", null, false));
    assertThat(vocabularies.put("anna", shop("a", "b"), Vocabularies.ANY).version())
        .isEqualTo("anna.4");
  }

  @Test
  void goesBackOneByOneToTheShippedVocabularyAndNoFurther() {
    Vocabularies vocabularies = vocabularies();
    vocabularies.put("anna", shop("boots", "clogs"), Vocabularies.ANY);
    vocabularies.put("anna", shop("mug", "cup"), Vocabularies.ANY);

    assertThat(vocabularies.rollBack("anna", null, Vocabularies.ANY).version()).isEqualTo("anna.1");
    assertThat(vocabularies.rollBack("anna", null, Vocabularies.ANY).name()).isEqualTo("retail");
    assertThatThrownBy(() -> vocabularies.rollBack("anna", null, Vocabularies.ANY))
        .isInstanceOf(UnknownVersionException.class);
    assertThat(vocabularies.rollBack("anna", "anna.2", Vocabularies.ANY).version())
        .isEqualTo("anna.2");
    String shipped = SHIPPED.of("").version();
    assertThat(vocabularies.rollBack("anna", shipped, Vocabularies.ANY).name()).isEqualTo("retail");
  }

  @Test
  void aRollbackToTheVersionBeforeIsNotRepeatedAfterSomebodyElsesRollback() {
    Vocabularies vocabularies = vocabularies();
    vocabularies.put("anna", shop("mug", "cup"), Vocabularies.ANY);
    vocabularies.put("anna", shop("pen", "ink"), Vocabularies.ANY);
    Predicate<Vocabulary> other = v -> vocabularies.rollBack("anna", null, v::equals) != v;

    assertThatThrownBy(() -> vocabularies.rollBack("anna", null, other))
        .isInstanceOf(RollbackOvertakenException.class);
    assertThat(vocabularies.of("anna").version()).isEqualTo("anna.1");
  }

  @Test
  void knowsNoVersionOfAnotherSellersAndNoneThatNeverWas() {
    Vocabularies vocabularies = vocabularies();
    vocabularies.put("anna", shop("boots", "clogs"), Vocabularies.ANY);
    vocabularies.put("bert", shop("mug", "cup"), Vocabularies.ANY);

    for (String version : List.of("anna.1", "bert.2", "bert.0", "bert.-1", "bert.1x", "", "1")) {
      assertThatThrownBy(() -> vocabularies.rollBack("bert", version, Vocabularies.ANY))
          .as(version)
          .isInstanceOf(UnknownVersionException.class);
    }
  }

  @Test
  void replacesOnlyWhatTheCallerHasSeen() {
    Vocabularies vocabularies = vocabularies();
    Vocabulary first = vocabularies.put("anna", shop("boots", "clogs"), Vocabularies.ANY);

    vocabularies.put("anna", shop("mug", "cup"), first::equals);

    assertThatThrownBy(() -> vocabularies.put("anna", shop("a", "b"), first::equals))
        .isInstanceOf(VocabularyChangedException.class)
        .hasMessageContaining("shop@anna.2");
    assertThatThrownBy(() -> vocabularies.rollBack("anna", null, first::equals))
        .isInstanceOf(VocabularyChangedException.class);
  }

  @Test
  void losesNothingWhenManyPutAtOnce() throws Exception {
    List<Callable<Vocabulary>> puts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String label = "label " + i;
      puts.add(() -> vocabularies().put("anna", shop(label, "other"), Vocabularies.ANY));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Vocabulary> stored = new ArrayList<>();
    try {
      for (Future<Vocabulary> put : threads.invokeAll(puts)) {
        stored.add(put.get());
      }
    } finally {
      threads.shutdown();
    }

    Vocabularies vocabularies = vocabularies();
    assertThat(stored)
        .extracting(Vocabulary::version)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 8).mapToObj(i -> "anna." + i).toList());
    assertThat(vocabularies.of("anna").version()).isEqualTo("anna.8");
    for (Vocabulary one : stored) {
      assertThat(vocabularies.rollBack("anna", one.version(), Vocabularies.ANY)).isEqualTo(one);
    }
  }

  @Test
  void ofManyWhoSawTheSameVersionOneReplacesIt() throws Exception {
    Vocabulary seen = vocabularies().put("anna", shop("boots", "clogs"), Vocabularies.ANY);
    List<Callable<Boolean>> puts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String label = "label " + i;
      puts.add(
          () -> {
            try {
              vocabularies().put("anna", shop(label, "other"), seen::equals);
              return true;
            } catch (VocabularyChangedException e) {
              return false;
            }
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(6);
    int replaced = 0;
    try {
      for (Future<Boolean> put : threads.invokeAll(puts)) {
        replaced += put.get() ? 1 : 0;
      }
    } finally {
      threads.shutdown();
    }

    assertThat(replaced).isEqualTo(1);
    assertThat(vocabularies().of("anna").version()).isEqualTo("anna.2");
  }

  @Test
  void refusesWhatDoesNotFitIntoAnItemAndKeepsWhatWas() {
    Random random = new Random(1);
    String[] noise =
        IntStream.range(0, 9_000)
            .mapToObj(
                i ->
                    random
                        .ints(70, '!', '~')
                        .mapToObj(c -> String.valueOf((char) c))
                        .collect(Collectors.joining()))
            .toArray(String[]::new);
    Vocabularies vocabularies = vocabularies();

    assertThatThrownBy(() -> vocabularies.put("anna", shop(noise), Vocabularies.ANY))
        .isInstanceOf(VocabularyTooLargeException.class)
        .hasMessageContaining("380 KB");
    assertThat(vocabularies.of("anna").name()).isEqualTo("retail");
  }

  @Test
  void keepsFiveThousandLabels() {
    String[] labels =
        IntStream.range(0, 5_000).mapToObj(i -> "label number " + i).toArray(String[]::new);
    Vocabulary put = vocabularies().put("anna", shop(labels), Vocabularies.ANY);

    assertThat(vocabularies().of("anna")).isEqualTo(put);
  }

  @Test
  void saysThatItIsOutOfReachWhenDynamoDbDoesNotAnswer() {
    DynamoDbClient nowhere = TestDynamoDb.client(URI.create("http://127.0.0.1:1"));
    Vocabularies vocabularies =
        new DynamoDbVocabularies(TableOf.impatient(nowhere, table), SHIPPED, Clock.systemUTC());

    assertThatThrownBy(() -> vocabularies.of("anna")).isInstanceOf(TableUnavailableException.class);
  }

  private Vocabularies vocabularies() {
    return new DynamoDbVocabularies(
        TableOf.named(client, table), SHIPPED, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Vocabulary shop(String... labels) {
    return new Vocabulary(
        "shop",
        VocabularyFile.UNSAVED,
        List.of("a photo of {}"),
        List.of(labels).stream().map(Category::leaf).toList(),
        List.of(),
        List.of(new Value("tag", List.of("word"), "Shop's", "gid://1", null, true)),
        List.of(new Calibration("m", "tag", "0".repeat(64), 1, 0.6, 0, 0.3)));
  }
}
