package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.catalog.ImageQuery.Order;
import dev.vitrine.image.ImageId;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.table.UnreadableItemException;
import dev.vitrine.trace.Counted;
import dev.vitrine.trace.Metric;
import dev.vitrine.upload.Upload;
import dev.vitrine.vocabulary.TagLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One record that cannot be read is missing in the lists, and keeps no other from them. */
class UnreadableRecordsTest {
  private static final ImageQuery ALL = ImageQuery.all("demo");
  private static final Map<Metric, Double> ONE = Map.of(Metric.RECORDS_UNREADABLE, 1.0);

  @AutoClose private static TestTable table = new TestTable();
  private final List<ImageRecord> images = new ArrayList<>();
  private DynamoDbCatalog catalog;

  @BeforeEach
  void threeCups() {
    table.empty();
    catalog = table.catalog();
    for (int i = 0; i < 3; i++) {
      Upload upload = upload("demo/" + i + ".jpg", NOW.plusSeconds(i));
      catalog.receive(upload);
      images.add(
          catalog
              .update(
                  "demo",
                  upload.picture().imageId(),
                  new Tagged().scores("tag", "mug", 0.61).run(SellerThresholds.NONE))
              .orElseThrow());
    }
    table.settle();
  }

  static Stream<ImageQuery> queries() {
    return Stream.of(
        ALL,
        new ImageQuery("demo", ImageStatus.DONE, null, null),
        new ImageQuery("demo", null, new TagLabel("mug"), null),
        query(null, Order.OLDEST_FIRST),
        query(null, Order.NAME_ASCENDING),
        query("mug", Order.NEWEST_FIRST));
  }

  private static ImageQuery query(String text, Order order) {
    return new ImageQuery("demo", null, null, null, null, null, text, null, null, order);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void listsOfRecordsAndOfCardsHaveTheOthers(ImageQuery query) {
    table.makeNewer(images.get(1));

    List<String> listed = new ArrayList<>();
    List<String> cards = new ArrayList<>();
    List<ImageId> unreadable = new ArrayList<>();
    String cursor = null;
    do {
      Catalog.Page page = catalog.list(query, 1, cursor);
      page.images().forEach(image -> listed.add(image.picture().key()));
      unreadable.addAll(page.unreadable());
      cursor = page.cursor();
    } while (cursor != null);
    do {
      Catalog.Cards page = catalog.cards(query, 1, cursor);
      page.cards().forEach(card -> cards.add(card.key()));
      cursor = page.cursor();
    } while (cursor != null);

    assertThat(listed).containsExactlyInAnyOrder("demo/0.jpg", "demo/2.jpg");
    assertThat(unreadable).containsExactly(images.get(1).imageId());
    assertThat(cards).containsExactlyInAnyOrder("demo/0.jpg", "demo/2.jpg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "[]",
        "{\"schema\":1,\"original\":{\"pict",
        "{\"schema\":1,\"status\":\"done\",\"finishedAt\":\"2026-11-24T10:00:00Z\",\"restyles\":[]}"
      })
  void whateverIsWrongWithIt(String record) {
    table.change(images.get(1), DynamoDbImage.RECORD, stored -> record);

    assertThat(Counted.during(() -> assertThat(catalog.list(ALL, 10, null).images()).hasSize(2)))
        .isEqualTo(ONE);
    assertThat(Counted.during(() -> assertThat(catalog.cards(ALL, 10, null).cards()).hasSize(2)))
        .isEqualTo(ONE);
    assertThatThrownBy(() -> catalog.find("demo", images.get(1).imageId()))
        .isInstanceOf(UnreadableItemException.class)
        .hasMessageContainingAll(images.get(1).imageId().value(), "demo");
  }

  @Test
  void reviewAsksAboutTheOthers() {
    assertThat(catalog.review("demo", 10, null).images()).hasSize(3);
    table.makeNewer(images.get(1));

    assertThat(catalog.review("demo", 10, null).images())
        .containsExactlyInAnyOrder(images.get(0), images.get(2));
  }

  @Test
  void oneAmongOthersIsPassedAndOneThatIsAskedForIsNot() {
    ImageRecord broken = images.get(1);
    table.makeNewer(broken);

    assertThat(
            Counted.during(
                () -> assertThat(catalog.findReadable("demo", broken.imageId())).isEmpty()))
        .isEqualTo(ONE);
    assertThat(catalog.findReadable("demo", images.get(0).imageId())).contains(images.get(0));
    assertThatThrownBy(() -> catalog.update("demo", broken.imageId(), same -> same))
        .isInstanceOf(UnreadableItemException.class);
  }

  @Test
  void theBinHasTheOthers() {
    images.forEach(image -> catalog.putIntoBin("demo", image.imageId(), NOW));
    ImageRecord broken = images.get(1);
    table.change(
        broken, DynamoDbImage.BINNED, record -> record.replace("\"schema\":1", "\"schema\":2"));

    assertThat(Counted.during(() -> assertThat(binned()).hasSize(2))).isEqualTo(ONE);
    assertThatThrownBy(() -> catalog.binned("demo", broken.imageId()))
        .isInstanceOf(UnreadableItemException.class);
  }

  @Test
  void theIndexForgetsNothingOfIt() {
    Map<String, Long> pointers = table.pointers();
    table.makeNewer(images.get(1));

    assertThatThrownBy(table::settle).isInstanceOf(UnreadableItemException.class);
    assertThat(table.pointers()).isEqualTo(pointers);
  }

  private List<Catalog.Binned> binned() {
    return catalog.bin("demo", 10, null).images();
  }
}
