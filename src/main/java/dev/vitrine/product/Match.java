package dev.vitrine.product;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.Color;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Question;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether two pictures can be of one product, by what is known of them. */
final class Match {
  private static final String COLOR = "color";

  private Match() {}

  /**
   * {@return whether a picture may be suggested: it has no SKU, and nobody said that it has none}
   */
  static boolean isOpen(ImageRecord image) {
    return image.product() == null
        && image.corrections().product() == null
        && image.measured() != null
        && !image.status().unfinished();
  }

  /** {@return whether both may be suggested, have one color, and are not of two categories} */
  static boolean fits(ImageRecord one, ImageRecord other) {
    String color = color(one);
    return isOpen(one)
        && isOpen(other)
        && color != null
        && color.equals(color(other))
        && !differ(value(one, Question.CATEGORY), value(other, Question.CATEGORY));
  }

  /** {@return the color that was accepted; else the measured one of the largest share} */
  private static @Nullable String color(ImageRecord image) {
    String accepted = value(image, COLOR);
    if (accepted != null || image.measured() == null) {
      return accepted;
    }
    List<Color> colors = image.measured().colors();
    return colors.isEmpty() ? null : colors.get(0).name();
  }

  private static @Nullable String value(ImageRecord image, String name) {
    Attribute attribute = image.attributes().get(name);
    return attribute == null ? null : attribute.value();
  }

  private static boolean differ(@Nullable String one, @Nullable String other) {
    return one != null && other != null && !one.equals(other);
  }
}
