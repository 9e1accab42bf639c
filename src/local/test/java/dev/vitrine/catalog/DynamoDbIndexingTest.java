package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.image.ImageId;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.vocabulary.TagLabel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Changes of more values than one transaction takes, and processes that die between two. */
class DynamoDbIndexingTest {
  private static final int MANY = 120;

  private static TestTable table;
  private DynamoDbCatalog catalog;
  private ImageId id;

  @BeforeAll
  static void start() throws Exception {
    table = new TestTable();
  }

  @AfterAll
  static void stop() throws Exception {
    table.close();
  }

  @BeforeEach
  void received() {
    table.empty();
    catalog = table.catalog();
    id = catalog.receive(upload("demo/a.jpg", 1)).orElseThrow().imageId();
  }

  @Test
  void aChangeOfMoreValuesThanATransactionTakesIsWhole() {
    describe(catalog);

    assertThat(table.pointers()).hasSize(MANY + 6);
    assertThat(table.counters()).isEqualTo(table.pointers());
    assertThat(tagged("label 119").images()).hasSize(1);
  }

  @Test
  void aNewerRevisionMovesTheValuesAPersonGaveAndDropsTheRest() {
    describe(catalog);
    catalog.update(
        "demo", id, image -> image.with(image.corrections().tagAdded(new TagLabel("mine"), NOW)));

    catalog.receive(upload("demo/a.jpg", 2));

    assertThat(table.pointers()).containsOnlyKeys("demo#value#tag#mine");
    assertThat(table.counters()).isEqualTo(table.pointers());
    assertThat(tagged("mine").images()).hasSize(1);
  }

  @Test
  void deletingTakesAllValuesAlong() {
    describe(catalog);

    catalog.delete("demo", id);

    assertThat(table.pointers()).isEmpty();
    assertThat(table.counters()).isEmpty();
  }

  @Test
  void whatADeadProcessLeftFitsTogetherAndIsCompletedByTheNextChange() {
    dieWhileDescribing();

    assertThat(table.pointers()).hasSize(49);
    assertThat(table.counters()).isEqualTo(table.pointers());
    assertThat(catalog.find("demo", id).orElseThrow().tags()).hasSize(MANY);

    catalog.update("demo", id, image -> image);

    assertThat(table.pointers()).hasSize(MANY + 6);
    assertThat(table.counters()).isEqualTo(table.pointers());
  }

  @Test
  void theSweepCompletesWhatADeadProcessLeftOfAFinishedImage() {
    dieWhileDescribing();

    assertThat(catalog.unfinished(NOW.plusSeconds(1), 100)).isEmpty();

    assertThat(table.pointers()).hasSize(MANY + 6);
    assertThat(table.counters()).isEqualTo(table.pointers());
  }

  @Test
  void theSweepCompletesADeletionThatWasCutOff() {
    describe(catalog);
    assertThatThrownBy(() -> dying(1).delete("demo", id))
        .isInstanceOf(TableUnavailableException.class);
    assertThat(catalog.find("demo", id)).isEmpty();
    assertThat(table.pointers()).isNotEmpty();

    catalog.unfinished(NOW.plusSeconds(1), 100);

    assertThat(table.pointers()).isEmpty();
    assertThat(table.counters()).isEmpty();
  }

  private void dieWhileDescribing() {
    assertThatThrownBy(() -> describe(dying(1))).isInstanceOf(TableUnavailableException.class);
  }

  private void describe(DynamoDbCatalog through) {
    String[] labels = IntStream.range(0, MANY).mapToObj(i -> "label " + i).toArray(String[]::new);
    through.update("demo", id, image -> Examples.finished(Examples.described(image, labels)));
  }

  private Catalog.Page tagged(String label) {
    return catalog.list(new ImageQuery("demo", null, new TagLabel(label), null), 10, null);
  }

  /** A catalog whose connection breaks before its next transaction but {@code some}. */
  private static DynamoDbCatalog dying(int some) {
    AtomicInteger left = new AtomicInteger(some);
    Object client =
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("transactWriteItems") && left.getAndDecrement() <= 0) {
                throw SdkClientException.create("the process is dead");
              }
              try {
                return method.invoke(table.client, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return table.catalog((DynamoDbClient) client);
  }
}
