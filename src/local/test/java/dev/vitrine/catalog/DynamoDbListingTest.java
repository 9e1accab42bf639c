package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.ListedImages.IMAGES;
import static dev.vitrine.catalog.ListedImages.of;
import static dev.vitrine.catalog.ListedImages.wants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.catalog.ImageQuery.Order;
import dev.vitrine.table.InvalidCursorException;
import dev.vitrine.vocabulary.TagLabel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoDbListingTest {
  @AutoClose private static TestTable table = TestTable.overHttp();
  private static DynamoDbCatalog shared;
  private DynamoDbCatalog catalog;

  @BeforeAll
  static void fillForTestsThatOnlyRead() {
    shared = ListedImages.filled(table);
  }

  @BeforeEach
  void listWhatIsThere() {
    catalog = shared;
  }

  static Stream<ImageQuery> queries() {
    TagLabel cup = new TagLabel("cup");
    Facet.Key parity = new Facet.Key("parity", "even");
    Facet.Key lucky = new Facet.Key("parity", "Lucky");
    return Stream.of(
        new ImageQuery("demo", null, null, null),
        new ImageQuery("demo", ImageStatus.DONE, null, null),
        new ImageQuery("demo", ImageStatus.RUNNING, null, null),
        new ImageQuery("demo", null, cup, null),
        new ImageQuery("demo", null, null, parity),
        new ImageQuery("demo", null, cup, parity),
        new ImageQuery("demo", ImageStatus.DONE, cup, null),
        new ImageQuery("demo", ImageStatus.RUNNING, cup, parity),
        new ImageQuery("demo", ImageStatus.FAILED, cup, null),
        of(null, Facet.Key.tag("cup"), Facet.Key.tag("square")),
        of(null, parity, lucky),
        of(ImageStatus.DONE, parity, lucky, Facet.Key.tag("cup")),
        of(null, parity, Facet.Key.tag("cup"), Facet.Key.tag("round")),
        of(null, parity, new Facet.Key("material", "clay")),
        new ImageQuery("nobody", null, null, null));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void pagesAreWholeInOrderAndOfTheQuery(ImageQuery query) {
    List<String> wanted = new ArrayList<>();
    for (int i = IMAGES - 1; i >= 0; i--) {
      if (wants(query, i)) {
        wanted.add("demo/" + i + ".jpg");
      }
    }

    assertThat(keys(all(query, 4))).isEqualTo(wanted);
    assertThat(cards(query, 4)).as("cards").isEqualTo(wanted);
    assertThat(keys(all(query, 100))).isEqualTo(wanted);
  }

  @Test
  void oldestFirstIsTheSameListFromItsOtherEnd() {
    List<String> newest = new ArrayList<>(keys(all(ImageQuery.all("demo"), 100)));
    Collections.reverse(newest);

    assertThat(keys(all(with(null, null, null, Order.OLDEST_FIRST), 7))).isEqualTo(newest);
  }

  @Test
  void timesBoundTheListInBothOrders() {
    List<String> all = keys(all(ImageQuery.all("demo"), 100));
    Instant from = uploadedAt(all.get(20));
    Instant to = uploadedAt(all.get(5));
    List<String> wanted = new ArrayList<>(all.subList(6, 21));

    assertThat(keys(all(with(null, from, to, Order.NEWEST_FIRST), 4))).isEqualTo(wanted);
    Collections.reverse(wanted);
    assertThat(keys(all(with(null, from, to, Order.OLDEST_FIRST), 4))).isEqualTo(wanted);
  }

  @Test
  void wordsAreFoundInFileNamesTagsAndValues() {
    assertThat(keys(all(with("29.JPG", null, null, Order.NEWEST_FIRST), 10)))
        .containsExactly("demo/29.jpg");
    assertThat(all(with("cup even", null, null, Order.NEWEST_FIRST), 3))
        .isNotEmpty()
        .allMatch(image -> image.facets().contains(new Facet.Key("parity", "even")));
    assertThat(all(with("demo", null, null, Order.NEWEST_FIRST), 10))
        .as("the seller's folder is no word")
        .isEmpty();
  }

  @Test
  void statesOfTheWorkAreFoundAndCounted() {
    catalog = ListedImages.filled(table);
    ImageQuery needy =
        new ImageQuery(
            "demo",
            null,
            SellerWork.NEEDS_YOU,
            null,
            null,
            null,
            null,
            null,
            null,
            Order.NEWEST_FIRST);

    ImageRecord failed = catalog.list(ImageQuery.all("demo"), 1, null).images().get(0);
    catalog.update(
        "demo", failed.imageId(), image -> image.settled(ImageStatus.FAILED, Examples.ERROR, NOW));
    table.settle();

    assertThat(keys(all(needy, 5))).containsExactly(failed.picture().key());
    Map<ImageStatus, Long> counts = catalog.counts("demo");
    assertThat(counts.get(ImageStatus.RUNNING)).isEqualTo(6);
    assertThat(counts.get(ImageStatus.DONE)).isEqualTo(23);
    assertThat(counts.get(ImageStatus.FAILED)).isEqualTo(1);
    assertThat(counts.get(ImageStatus.REJECTED)).isZero();
  }

  @Test
  void everyImageKnowsItsNeighbours() {
    List<ImageRecord> all = all(ImageQuery.all("demo"), 100);

    assertThat(catalog.neighbours(all.get(3)))
        .isEqualTo(new Catalog.Neighbours(all.get(2).imageId(), all.get(4).imageId()));
    assertThat(catalog.neighbours(all.get(0)).newer()).isNull();
    assertThat(catalog.neighbours(all.get(IMAGES - 1)).older()).isNull();
  }

  private static ImageQuery with(String text, Instant from, Instant to, Order order) {
    return new ImageQuery("demo", null, null, null, null, null, text, from, to, order);
  }

  private Instant uploadedAt(String key) {
    return all(ImageQuery.all("demo"), 100).stream()
        .filter(image -> image.picture().key().equals(key))
        .findFirst()
        .orElseThrow()
        .original()
        .uploadedAt();
  }

  @Test
  void pagesAreCompleteAndFreeOfDuplicatesWhileImagesAreAdded() {
    catalog = ListedImages.filled(table);
    ImageQuery everything = new ImageQuery("demo", null, null, null);
    List<ImageRecord> found = new ArrayList<>();
    String cursor = null;
    int added = 100;
    do {
      Catalog.Page page = catalog.list(everything, 7, cursor);
      found.addAll(page.images());
      cursor = page.cursor();
      ListedImages.add(catalog, "demo/" + added + ".jpg", added++);
    } while (cursor != null);

    assertThat(keys(found)).hasSize(IMAGES).doesNotHaveDuplicates();
  }

  @Test
  void anImageThatLostItsTagIsNotFoundByItAnyMore() {
    catalog = ListedImages.filled(table);
    ImageQuery cups = new ImageQuery("demo", null, new TagLabel("cup"), null);
    ImageRecord first = catalog.list(cups, 1, null).images().get(0);

    catalog.update(
        "demo",
        first.imageId(),
        image -> image.with(image.corrections().tagRemoved(new TagLabel("cup"))));

    assertThat(catalog.list(cups, 100, null).images())
        .extracting(ImageRecord::imageId)
        .hasSize(7)
        .doesNotContain(first.imageId());
  }

  @Test
  void aCursorBelongsToItsSellerAndItsConditions() {
    ImageQuery query = new ImageQuery("demo", null, new TagLabel("cup"), null);
    String cursor = catalog.list(query, 2, null).cursor();

    for (ImageQuery other :
        List.of(
            new ImageQuery("other", null, new TagLabel("cup"), null),
            new ImageQuery("demo", null, new TagLabel("cups"), null),
            new ImageQuery("demo", ImageStatus.DONE, new TagLabel("cup"), null))) {
      assertThatThrownBy(() -> catalog.list(other, 2, cursor))
          .isInstanceOf(InvalidCursorException.class);
    }
  }

  /** The text is one that an earlier release wrote. */
  @Test
  void aCursorOfAnEarlierReleaseIsOfTheSameListStill() {
    ImageQuery query =
        new ImageQuery("demo", null, new TagLabel("cup"), new Facet.Key("parity", "even"));

    assertThat(catalog.list(query, 2, null).cursor())
        .isEqualTo(
            "MnxUQUcvN2VkMTQ2OWV8MjAyNi0xMS0yNFQxMDowMDowMC4xODBaI2dtcGd0aHo0NGZ0NHVoamhqcXZtbTI2ZnQ2");
  }

  @Test
  void aCursorKnowsEveryConditionAndItsList() {
    Facet.Key even = new Facet.Key("parity", "even");
    Facet.Key lucky = new Facet.Key("parity", "Lucky");
    String cursor = catalog.list(of(null, even, lucky), 2, null).cursor();

    for (ImageQuery other :
        List.of(of(null, even), of(null, lucky), of(null, even, new Facet.Key("parity", "x")))) {
      assertThatThrownBy(() -> catalog.list(other, 2, cursor))
          .isInstanceOf(InvalidCursorException.class);
    }
  }

  @Test
  void valuesAreFoundHoweverTheyAreSpelled() {
    ImageQuery spelled =
        of(null, new Facet.Key("parity", "EVEN"), new Facet.Key("parity", "lucky"));
    ImageQuery written =
        of(null, new Facet.Key("parity", "even"), new Facet.Key("parity", "Lucky"));

    assertThat(keys(all(spelled, 4))).isNotEmpty().isEqualTo(keys(all(written, 9)));
    assertThat(catalog.months(spelled, ZoneOffset.UTC, true))
        .extracting(Catalog.Month::images)
        .containsExactly((long) all(written, 100).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "", "%%%", "MXxORVdFU1R8MHx4", "AAAA"})
  void aMadeUpCursorIsRefused(String cursor) {
    ImageQuery query = new ImageQuery("demo", null, null, null);

    assertThatThrownBy(() -> catalog.list(query, 2, cursor))
        .isInstanceOf(InvalidCursorException.class);
  }

  private List<ImageRecord> all(ImageQuery query, int limit) {
    List<ImageRecord> found = new ArrayList<>();
    String cursor = null;
    do {
      Catalog.Page page = catalog.list(query, limit, cursor);
      assertThat(page.images().size()).isLessThanOrEqualTo(limit);
      found.addAll(page.images());
      cursor = page.cursor();
    } while (cursor != null);
    return found;
  }

  /** {@return the keys of all cards} */
  private List<String> cards(ImageQuery query, int limit) {
    List<String> found = new ArrayList<>();
    String cursor = null;
    do {
      Catalog.Cards page = catalog.cards(query, limit, cursor);
      assertThat(page.cards().size()).isLessThanOrEqualTo(limit);
      page.cards().forEach(card -> found.add(card.key()));
      cursor = page.cursor();
    } while (cursor != null);
    return found;
  }

  private static List<String> keys(List<ImageRecord> images) {
    return images.stream().map(image -> image.picture().key()).toList();
  }
}
