package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.upload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.AtOnce;
import dev.vitrine.image.ImageId;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.vocabulary.TagLabel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Pointers and counters follow the images, whatever becomes of those who write them. */
class DynamoDbIndexTest {
  private static final int MANY = 120;

  /** Values that each described image has beside its tags: color, category, background... */
  private static final int MEASURED = 6;

  @AutoClose private static TestTable table = TestTable.overHttp();
  private DynamoDbCatalog catalog;
  private ImageId id;

  @BeforeEach
  void received() {
    table.empty();
    catalog = table.catalog();
    id = catalog.receive(upload("demo/a.jpg", 1)).orElseThrow().imageId();
  }

  @Test
  void moreValuesThanATransactionTakesAreAllCounted() {
    describe(labels(MANY));
    table.settle();

    assertThat(table.pointers()).hasSize(MANY + MEASURED);
    assertThat(table.counters()).isEqualTo(table.pointers());
    assertThat(tagged("label 119").images()).hasSize(1);
  }

  @Test
  void aNewerRevisionMovesTheValuesAPersonGaveAndDropsTheRest() {
    describe(labels(MANY));
    catalog.update(
        "demo", id, image -> image.with(image.corrections().tagAdded(new TagLabel("mine"), NOW)));
    table.settle();

    catalog.receive(upload("demo/a.jpg", 2));
    table.settle();

    assertThat(table.pointers()).containsOnlyKeys("demo#value#tag#mine");
    assertThat(table.counters()).isEqualTo(table.pointers());
    assertThat(tagged("mine").images()).hasSize(1);
  }

  @Test
  void picturesOfAProductAreFoundByItAndNotCounted() {
    ImageId first = catalog.receive(upload("demo/MUG-42_1.jpg", 1)).orElseThrow().imageId();
    ImageId second = catalog.receive(upload("demo/mug-42_2.jpg", 2)).orElseThrow().imageId();
    place(id, new ProductPlace("Mug-42", null));
    table.settle();

    assertThat(product("MUG-42")).containsExactlyInAnyOrder(first, second, id);
    assertThat(table.pointers()).containsOnlyKeys("demo#value#vitrine-product#mug-42");
    assertThat(table.counters()).isEmpty();
    assertThat(catalog.facets("demo")).isEmpty();

    place(second, null);
    delete(first);
    table.settle();
    assertThat(product("mug-42")).containsExactly(id);
  }

  private void delete(ImageId image) {
    catalog.delete(catalog.find("demo", image).orElseThrow().picture());
  }

  private List<ImageId> product(String sku) {
    return catalog.list(ImageQuery.ofProduct("demo", sku), 10, null).images().stream()
        .map(ImageRecord::imageId)
        .toList();
  }

  private void place(ImageId image, ProductPlace place) {
    catalog.update("demo", image, record -> record.with(record.corrections().placed(place, NOW)));
  }

  @Test
  void deletingTakesAllValuesAlong() {
    describe(labels(MANY));
    table.settle();

    delete(id);
    table.settle();

    assertThat(table.pointers()).isEmpty();
    assertThat(table.counters()).isEmpty();
    assertThat(table.entries()).isZero();
  }

  @Test
  void anUploadUnderTheKeyOfADeletedImageIsCountedAnew() {
    describe(labels(1));
    table.settle();
    delete(id);
    table.settle();

    catalog.receive(upload("demo/a.jpg", NOW.plusSeconds(1)));
    describe(labels(2));
    table.settle();

    assertThat(table.pointers()).hasSize(2 + MEASURED);
    assertThat(table.counters()).isEqualTo(table.pointers());
  }

  @Test
  void aDeliveryThatBreaksOffAnywhereIsCompletedByTheNext() {
    describe(labels(MANY));
    table.settle();
    boolean died = true;
    for (int writes = 0; died; writes++) {
      assertThat(writes).isLessThan(100);
      int number = writes % 2 == 0 ? 60 : MANY;
      describe(labels(number));

      died = diesAfter(writes);
      table.settle();

      assertThat(table.pointers()).as("after %d writes", writes).hasSize(number + MEASURED);
      assertThat(table.counters()).as("after %d writes", writes).isEqualTo(table.pointers());
      assertThat(died || writes > 2).isTrue();
    }
  }

  private static boolean diesAfter(int writes) {
    try (DynamoDbClient dying = table.client(dyingAfter(writes))) {
      table.index(dying).follow(table.names());
      return false;
    } catch (TableUnavailableException e) {
      return true;
    }
  }

  @Test
  void changesDeliveredSeveralTimesInAnyOrderAndAtOnceAreCountedOnce() throws Exception {
    List<ImageIndex.Name> changes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ImageId image = catalog.receive(upload("demo/" + i + ".jpg", 1)).orElseThrow().imageId();
      String[] labels = labels(1 + i % 3);
      catalog.update("demo", image, one -> Examples.finished(Examples.described(one, labels)));
      changes.addAll(Collections.nCopies(3, new ImageIndex.Name("demo", image)));
    }
    Collections.shuffle(changes, new Random(1));
    ImageIndex index = table.index(table.client);
    List<Callable<Object>> deliveries = new ArrayList<>();
    for (int from = 0; from < changes.size(); from += 10) {
      List<ImageIndex.Name> batch = changes.subList(from, from + 10);
      deliveries.add(
          () -> {
            index.follow(batch);
            return batch;
          });
    }

    AtOnce.call(deliveries);

    assertThat(table.counters()).isEqualTo(table.pointers());
    assertThat(catalog.facets("demo")).contains(new Facet("tag", "label 0", 20));
  }

  @Test
  void aRecountHasTheStreamNameEveryImageAnew() {
    describe(labels(3));
    for (int i = 0; i < 130; i++) {
      catalog.receive(upload("demo/" + i + ".jpg", 1));
    }
    catalog.receive(upload("other/a.jpg", 1));
    AtomicInteger written = new AtomicInteger();
    ImageIndex index = table.index(table.client(counting(written)));

    ImageIndex.Page first = index.recount("demo", null);
    ImageIndex.Page second = index.recount("demo", first.cursor());

    assertThat(first.images() + second.images()).isEqualTo(131);
    assertThat(second.cursor()).isNull();
    assertThat(written).hasValue(131);
    table.settle();
    assertThat(table.pointers()).hasSize(3 + MEASURED);
    assertThat(table.counters()).isEqualTo(table.pointers());
  }

  private static ExecutionInterceptor counting(AtomicInteger written) {
    return new ExecutionInterceptor() {
      @Override
      public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        if (context.request() instanceof PutItemRequest) {
          written.incrementAndGet();
        }
      }
    };
  }

  private void describe(String... labels) {
    catalog.update(
        "demo",
        id,
        image ->
            image.description() == null
                ? Examples.finished(Examples.described(image, labels))
                : ImageJourney.retagged(image, Examples.tags(labels)));
  }

  private static String[] labels(int number) {
    return IntStream.range(0, number).mapToObj(i -> "label " + i).toArray(String[]::new);
  }

  private Catalog.Page tagged(String label) {
    return catalog.list(new ImageQuery("demo", null, new TagLabel(label), null), 10, null);
  }

  /** Breaks the connection at a write of the index, after so many that succeed. */
  private static ExecutionInterceptor dyingAfter(int writes) {
    AtomicInteger left = new AtomicInteger(writes);
    return new ExecutionInterceptor() {
      @Override
      public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        boolean writing =
            context.request() instanceof TransactWriteItemsRequest
                || context.request() instanceof BatchWriteItemRequest;
        if (writing && left.getAndDecrement() <= 0) {
          throw SdkClientException.create("the process is dead");
        }
      }
    };
  }
}
