package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.catalog.ImageQuery.Order;
import dev.vitrine.image.ImageId;
import dev.vitrine.image.PictureRef;
import dev.vitrine.table.Cursor;
import dev.vitrine.table.InvalidCursorException;
import dev.vitrine.upload.Upload;
import dev.vitrine.vocabulary.TagLabel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;

/** Lists in the order of the files' names. */
class ListByNameTest {
  private static final ImageQuery BY_NAME = byName(Order.NAME_ASCENDING, null, null, null, null);

  /** In the order of their names; uploaded the other way round. */
  private static final List<String> KEYS =
      IntStream.range(0, 30).mapToObj(i -> "demo/" + (99 - i) + "/IMG_" + i + ".jpg").toList();

  @AutoClose private static TestTable table = new TestTable();
  private DynamoDbCatalog catalog;

  @BeforeEach
  void fill() {
    table.empty();
    catalog = table.catalog();
    for (int i = 0; i < KEYS.size(); i++) {
      add(KEYS.get(i), NOW.minusSeconds(i));
    }
    add("other/IMG_3.jpg", NOW);
    table.settle();
  }

  @Test
  void pagesAreWholeAndInOrderBothWays() {
    assertThat(keys(BY_NAME, 7)).isEqualTo(KEYS);
    assertThat(keys(BY_NAME, 30)).isEqualTo(KEYS);
    assertThat(keys(byName(Order.NAME_DESCENDING, null, null, null, null), 4))
        .isEqualTo(reversed(KEYS));
  }

  @Test
  void picturesOfOneNameFollowTheTimeOfTheirUpload() {
    add("demo/late/img_07.JPG", NOW.plusSeconds(2));
    add("demo/early/IMG_0007.jpg", NOW.plusSeconds(1));
    table.settle();

    assertThat(keys(BY_NAME, 2).subList(7, 11))
        .containsExactly(
            KEYS.get(7), "demo/early/IMG_0007.jpg", "demo/late/img_07.JPG", KEYS.get(8));
  }

  @Test
  void otherConditionsHoldToo() {
    assertThat(keys(byName(Order.NAME_ASCENDING, "even", null, null, null), 3))
        .isEqualTo(every(2, 0));
    assertThat(keys(byName(Order.NAME_DESCENDING, "even", "IMG_1", null, null), 2))
        .isEqualTo(reversed(every(2, 10).subList(0, 5)));
    assertThat(
            keys(
                byName(Order.NAME_ASCENDING, null, null, NOW.minusSeconds(12), NOW.minusSeconds(8)),
                2))
        .isEqualTo(KEYS.subList(9, 13));
  }

  /** Of what is done there is much, so that the list of all is read; the others are sorted. */
  @Test
  void shortAndLongListsAreInTheSameOrder() {
    catalog.receive(upload("demo/IMG_2c.jpg", NOW));
    catalog.receive(upload("demo/IMG_2b.jpg", NOW.plusSeconds(1)));
    table.settle();
    ImageQuery down = byName(Order.NAME_DESCENDING, null, null, null, null);

    assertThat(keys(of(ImageStatus.RUNNING, BY_NAME), 1))
        .containsExactly("demo/IMG_2b.jpg", "demo/IMG_2c.jpg");
    assertThat(keys(of(ImageStatus.RUNNING, down), 5))
        .containsExactly("demo/IMG_2c.jpg", "demo/IMG_2b.jpg");
    assertThat(keys(of(ImageStatus.DONE, BY_NAME), 7)).isEqualTo(KEYS);
    assertThat(keys(byName(Order.NAME_DESCENDING, null, "img_2", null, null), 3))
        .startsWith(KEYS.get(29), KEYS.get(28))
        .endsWith("demo/IMG_2c.jpg", "demo/IMG_2b.jpg", KEYS.get(2))
        .hasSize(13);
    assertThat(first(of(ImageStatus.RUNNING, BY_NAME), "IMG_2bb")).isEqualTo("demo/IMG_2c.jpg");
  }

  @Test
  void ofAShortListOnlyTheRecordsOfThePageAreRead() {
    for (int i = 0; i < 12; i++) {
      catalog.receive(upload("demo/open_" + i + ".jpg", NOW.plusSeconds(i)));
    }
    table.settle();
    List<Integer> records = new ArrayList<>();
    DynamoDbCatalog watched = table.catalog(table.client(countingRecords(records)));
    ImageQuery running = of(ImageStatus.RUNNING, BY_NAME);

    Catalog.Page first = watched.list(running, 3, null);
    Catalog.Page second = watched.list(running, 3, first.cursor());

    assertThat(second.images().get(2).picture().key()).isEqualTo("demo/open_5.jpg");
    assertThat(records).as("records in each batch").containsExactly(3, 3);
  }

  /** Adds to the list how many records a batch asks for; batches of cards do not count. */
  private static ExecutionInterceptor countingRecords(List<Integer> records) {
    return new ExecutionInterceptor() {
      @Override
      public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (context.request() instanceof BatchGetItemRequest batch) {
          batch.requestItems().values().stream()
              .filter(one -> one.expressionAttributeNames().containsValue(DynamoDbImage.RECORD))
              .forEach(one -> records.add(one.keys().size()));
        }
      }
    };
  }

  @Test
  void aPictureIsListedFromItsReceptionOnUntilItIsDeleted() {
    ImageId id = add("demo/IMG_3b.jpg", NOW);
    catalog.receive(upload("demo/IMG_3a.jpg", NOW));
    table.settle();
    assertThat(keys(BY_NAME, 50).subList(3, 6))
        .containsExactly(KEYS.get(3), "demo/IMG_3a.jpg", "demo/IMG_3b.jpg");

    catalog.putIntoBin("demo", id, NOW);
    assertThat(keys(BY_NAME, 50)).as("before the stream").doesNotContain("demo/IMG_3b.jpg");
    table.settle();
    catalog.restore("demo", id);
    table.settle();
    assertThat(keys(BY_NAME, 50).get(5)).isEqualTo("demo/IMG_3b.jpg");

    catalog.delete(catalog.find("demo", id).orElseThrow().picture());
    table.settle();
    assertThat(keys(BY_NAME, 50)).doesNotContain("demo/IMG_3b.jpg").hasSize(31);
  }

  @Test
  void aNewRevisionIsListedOnce() {
    catalog.receive(
        new Upload(
            PictureRef.of(Examples.BUCKET, KEYS.get(3), null, Examples.revision(2)),
            1000,
            NOW.plusSeconds(9)));
    assertThat(keys(BY_NAME, 50)).as("at its old place no more").doesNotContain(KEYS.get(3));
    table.settle();

    assertThat(keys(BY_NAME, 4)).isEqualTo(KEYS);
  }

  @Test
  void aListIsEnteredBetweenNames() {
    ImageQuery down = byName(Order.NAME_DESCENDING, null, null, null, null);

    assertThat(first(BY_NAME, "img_0012")).isEqualTo(KEYS.get(12));
    assertThat(first(BY_NAME, "IMG_12.png")).isEqualTo(KEYS.get(13));
    assertThat(first(BY_NAME, "a")).isEqualTo(KEYS.get(0));
    assertThat(first(down, "IMG_12")).isEqualTo(KEYS.get(11));
    assertThat(first(down, "IMG_12\uffff")).isEqualTo(KEYS.get(12));
    assertThat(first(byName(Order.NAME_ASCENDING, "EVEN", null, null, null), "IMG_11"))
        .isEqualTo(KEYS.get(12));
    assertThat(catalog.list(BY_NAME, 5, DynamoDbListing.cursorAt(BY_NAME, "z")).images()).isEmpty();
  }

  @Test
  void aCursorOfAnotherOrderOrOneThatWasTamperedWithIsRefused() {
    String cursor = catalog.list(BY_NAME, 2, null).cursor();
    String list = Cursor.of(cursor).list();
    String byTime = catalog.list(ImageQuery.all("demo"), 2, null).cursor();
    String end = list.substring(list.indexOf('/'));

    isRefused(byName(Order.NAME_DESCENDING, null, null, null, null), cursor);
    isRefused(byName(Order.NAME_ASCENDING, "even", null, null, null), cursor);
    isRefused(ImageQuery.all("demo"), cursor);
    isRefused(BY_NAME, byTime);
    isRefused(BY_NAME, new Cursor("NEWEST" + end, Cursor.of(byTime).position()).text());
    isRefused(BY_NAME, new Cursor(list, "x".repeat(1025)).text());
    isRefused(ImageQuery.all("demo"), longer(byTime));
  }

  private static String longer(String cursor) {
    Cursor plain = Cursor.of(cursor);
    return new Cursor(plain.list(), "0".repeat(1000) + plain.position()).text();
  }

  private void isRefused(ImageQuery query, String cursor) {
    assertThatThrownBy(() -> catalog.list(query, 2, cursor))
        .isInstanceOf(InvalidCursorException.class);
  }

  private String first(ImageQuery query, String name) {
    Catalog.Page page = catalog.list(query, 1, catalog.cursorAt(query, name));
    return page.images().get(0).picture().key();
  }

  private ImageId add(String key, Instant uploadedAt) {
    Upload upload = upload(key, uploadedAt);
    ImageId id = catalog.receive(upload).orElseThrow().imageId();
    int digit = key.charAt(key.lastIndexOf('.') - 1) - '0';
    catalog.update(
        upload.picture().seller(),
        id,
        image -> Examples.finished(Examples.described(image, digit % 2 == 0 ? "even" : "odd")));
    return id;
  }

  private static ImageQuery byName(
      Order order, String label, String text, Instant from, Instant to) {
    TagLabel tag = label == null ? null : new TagLabel(label);
    return new ImageQuery("demo", null, null, tag, null, null, text, from, to, order);
  }

  private static ImageQuery of(ImageStatus status, ImageQuery query) {
    return new ImageQuery(
        query.seller(), status, null, query.values(), null, null, null, null, query.order());
  }

  private static List<String> every(int step, int from) {
    return IntStream.iterate(from, i -> i < KEYS.size(), i -> i + step)
        .mapToObj(KEYS::get)
        .toList();
  }

  private static List<String> reversed(List<String> keys) {
    List<String> reversed = new ArrayList<>(keys);
    Collections.reverse(reversed);
    return reversed;
  }

  /** {@return the keys of all images, which records and cards agree on} */
  private List<String> keys(ImageQuery query, int limit) {
    List<String> records = new ArrayList<>();
    List<String> cards = new ArrayList<>();
    String cursor = null;
    do {
      Catalog.Page page = catalog.list(query, limit, cursor);
      Catalog.Cards brief = catalog.cards(query, limit, cursor);
      page.images().forEach(image -> records.add(image.picture().key()));
      brief.cards().forEach(card -> cards.add(card.key()));
      assertThat(brief.cursor()).isEqualTo(page.cursor());
      cursor = page.cursor();
    } while (cursor != null);
    assertThat(cards).isEqualTo(records);
    return records;
  }
}
