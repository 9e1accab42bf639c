package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.tag.Attribute;
import dev.vitrine.tag.Tag;
import dev.vitrine.vocabulary.Evidence;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListingTextTest {
  private static final Attribute WHITE =
      new Attribute("white", 1, Evidence.pixels("x", NOW), false);

  @Test
  void saysWhatItIsWhichColorsItHasAndWhatItStandsBefore() {
    assertThat(text(List.of(tag("sneaker"), tag("shoe")), Map.of("background", WHITE)))
        .isEqualTo("Sneaker, shoe in navy and red on a white background");
  }

  @Test
  void colorsOfASceneAreNotTheProducts() {
    assertThat(text(List.of(tag("sneaker")), Map.of())).isEqualTo("Sneaker");
  }

  @Test
  void saysNothingWithoutAnAcceptedTag() {
    assertThat(text(List.of(), Map.of("background", WHITE))).isNull();
  }

  @Test
  void isNeverLongerThanAScreenReaderReads() {
    List<Tag> tags = List.of(tag("a".repeat(60)), tag("b".repeat(60)), tag("c".repeat(60)));
    Attribute odd = new Attribute("o".repeat(100), 1, Evidence.person(NOW), true);

    assertThat(text(tags, Map.of("background", WHITE))).hasSizeLessThanOrEqualTo(125);
    assertThat(text(tags, Map.of("background", odd))).isEqualTo("A" + "a".repeat(59));
  }

  @Test
  void aColorAPersonNamedIsTheOnlyOne() {
    Attribute green = new Attribute("green", 1, Evidence.person(NOW), true);

    assertThat(text(List.of(tag("cup")), Map.of("background", WHITE, "color", green)))
        .isEqualTo("Cup in green on a white background");
  }

  private static String text(List<Tag> tags, Map<String, Attribute> attributes) {
    return ListingText.altText(tags, attributes, List.of("navy", "red", "grey"));
  }
}
