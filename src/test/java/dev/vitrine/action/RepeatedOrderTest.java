package dev.vitrine.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.catalog.ActionRefusedException;
import dev.vitrine.catalog.Corrections;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.Facet;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.MemoryCatalog;
import dev.vitrine.catalog.Tagged;
import dev.vitrine.lesson.MemoryLessons;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.vocabulary.TagLabel;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An order for many that is made again, by the same key, leaves what was corrected since. */
class RepeatedOrderTest {
  private static final BulkAction NAVY = BulkAction.correct(color("navy"));

  private final MemoryCatalog catalog = new MemoryCatalog();
  private final ImageActions actions = new Tagged().actions(catalog, new MemoryLessons());
  private final ImageRecord image = catalog.put(Examples.done("demo/a.jpg", "cup"));
  private final Bulk bulk = new Bulk(catalog, actions, Clock.fixed(Examples.NOW, ZoneOffset.UTC));

  @Test
  void alsoWhereItHadChangedNothing() {
    actions.correct("demo", image.imageId(), color("navy"), "by-hand");
    assertThat(order("order-1", NAVY).corrected()).isFalse();
    actions.correct("demo", image.imageId(), color("red"), "later");

    assertThat(order("order-1", NAVY).outcome()).isEqualTo(Bulk.Outcome.DONE);

    assertThat(color()).isEqualTo("red");
  }

  @Test
  void alsoWhereItWasUndone() {
    actions.correct("demo", image.imageId(), color("red"), "by-hand");
    assertThat(order("order-1", NAVY).corrected()).isTrue();
    order("undo-1", BulkAction.undo("order-1"));
    assertThat(color()).isEqualTo("red");

    assertThat(order("order-1", NAVY).corrected()).isFalse();

    assertThat(color()).isEqualTo("red");
  }

  @Test
  void alsoAfterMoreCorrectionsThanCanBeUndone() {
    order("order-1", NAVY);
    actions.correct("demo", image.imageId(), color("red"), "later");
    correctOften();

    order("order-1", NAVY);

    assertThat(color()).isEqualTo("red");
  }

  @Test
  void ofTheLastTwentyOrdersOfAnImage() {
    order("order-1", NAVY);
    actions.correct("demo", image.imageId(), color("red"), "later");
    correctOften();
    for (int i = 1; i < Corrections.MOST_ORDERS; i++) {
      order("other-" + i, BulkAction.correct(new Correction.TagAdded(new TagLabel("blue"))));
    }
    order("order-1", NAVY);
    assertThat(color()).isEqualTo("red");

    order("other-20", BulkAction.correct(new Correction.TagAdded(new TagLabel("blue"))));
    assertThat(catalog.now(image).corrections().orders()).hasSize(Corrections.MOST_ORDERS);
    order("order-1", NAVY);
    assertThat(color()).isEqualTo("navy");
  }

  @Test
  void aRefusedOrderIsMadeOnceItsReasonIsGone() {
    BulkAction accept = BulkAction.accept(new Correction.TagAdded(new TagLabel("kettle")));
    ImageRecord suggested =
        catalog.put(
            new Tagged().scores("tag", "t-shirt", 0.45).image("demo/b.jpg", SellerThresholds.NONE));
    assertThat(order("order-1", accept).code()).isEqualTo("NOT_SUGGESTED");
    assertThat(catalog.now(image).corrections().orders()).isEmpty();
    BulkAction shirt = BulkAction.accept(new Correction.TagAdded(new TagLabel("t-shirt")));

    assertThat(order("order-1", shirt, suggested).corrected()).isTrue();
    assertThat(order("order-1", shirt, suggested).outcome()).isEqualTo(Bulk.Outcome.DONE);
  }

  @Test
  void whatWasDismissedSinceItWasListedIsNotAccepted() {
    ImageRecord listed =
        catalog.put(
            new Tagged().scores("tag", "t-shirt", 0.45).image("demo/b.jpg", SellerThresholds.NONE));
    TagLabel shirt = new TagLabel("t-shirt");
    actions.correct("demo", listed.imageId(), new Correction.TagRemoved(shirt), "by-hand");

    assertThatThrownBy(
            () -> BulkAction.accept(new Correction.TagAdded(shirt)).on(actions, listed, "order-1"))
        .isInstanceOf(ActionRefusedException.class);

    assertThat(catalog.now(listed).corrections().refused()).containsExactly("t-shirt");
  }

  /** More often than can be undone. */
  private void correctOften() {
    for (int i = 0; i < 11; i++) {
      TagLabel label = new TagLabel("tag " + i);
      actions.correct("demo", image.imageId(), new Correction.TagAdded(label), "tag-" + i);
    }
  }

  private static Correction color(String value) {
    return new Correction.AttributeSet(new Facet.Key("color", value));
  }

  private String color() {
    return catalog.now(image).attributes().get("color").value();
  }

  private Bulk.Result order(String id, BulkAction action) {
    return order(id, action, image);
  }

  private Bulk.Result order(String id, BulkAction action, ImageRecord of) {
    BulkOrder order = new BulkOrder(id, null, List.of(of.imageId()), Set.of(), action);
    return bulk.page("demo", order, 1, null).results().get(0);
  }
}
