package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.vocabulary.TagLabel;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoubtTest {
  private final Tagged model = new Tagged();

  @Test
  void anImageIsAsSureAsItsValueNearestToItsThreshold() {
    model.scores("tag", "mug", 0.83).scores("tag", "sneaker", 0.62);
    assertThat(certainty(image())).isCloseTo(0.02, within(1e-9));

    model.scores("tag", "loafer", 0.59);
    assertThat(certainty(image())).as("a suggestion").isCloseTo(0.01, within(1e-9));

    model.scores("category", "sneaker", 0.605).scores("category", "mug", 0.395);
    assertThat(certainty(image())).as("a category").isCloseTo(0.005, within(1e-9));
  }

  @Test
  void whatIsFarFromItsThresholdLeavesNothingToDecide() {
    model.scores("tag", "mug", 0.86).scores("tag", "sneaker", 0.34).scores("tag", "loafer", 0.1);

    assertThat(Doubt.certainty(image())).isEmpty();
    assertThat(Doubt.position(image())).isNull();
  }

  @Test
  void whatAPersonDecidedIsDecided() {
    model.scores("tag", "mug", 0.62).scores("tag", "sneaker", 0.58);
    ImageRecord image = image();

    ImageRecord confirmed = image.with(said(image).tagAdded(new TagLabel("mug"), NOW));
    assertThat(certainty(confirmed)).isCloseTo(0.02, within(1e-9));
    ImageRecord both = confirmed.with(said(confirmed).tagRemoved(new TagLabel("sneaker")));
    assertThat(Doubt.certainty(both)).isEmpty();
  }

  @Test
  void goesByTheSellersOwnThreshold() {
    model
        .scores("category", "sneaker", 0.9)
        .scores("closure", "zip", 0.7)
        .scores("closure", "buckle", 0.3);
    // With a closure claimed from 0.75 on for this seller, zip is 0.05 below.
    SellerThresholds taught =
        new SellerThresholds(
            Map.of(SellerThresholds.key("model", "closure", "zip"), 0.75), Map.of());

    assertThat(Doubt.certainty(model.image("demo/a.jpg", taught)).orElseThrow())
        .isCloseTo(0.05, within(1e-9));
  }

  @Test
  void anImageOnItsWayIsNotListed() {
    model.scores("tag", "mug", 0.62);
    ImageRecord image = image();

    assertThat(Doubt.position(image)).startsWith("0.0200#").endsWith("#" + image.imageId());
    assertThat(Doubt.position(ImageJourney.received(image, Examples.upload("demo/a.jpg", 2), NOW)))
        .isNull();
  }

  private ImageRecord image() {
    return model.image("demo/a.jpg", SellerThresholds.NONE);
  }

  private static Corrections said(ImageRecord image) {
    return image.corrections();
  }

  private static double certainty(ImageRecord image) {
    return Doubt.certainty(image).orElseThrow();
  }
}
