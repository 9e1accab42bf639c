package dev.vitrine.catalog;

import dev.vitrine.tag.Attribute;
import dev.vitrine.tag.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts for a shop's listing, built of accepted facts only: tags, measured colors, background. A
 * caption is a model's guess and stays out.
 */
final class ListingText {
  /** Screen readers cut what is longer. */
  static final int LONGEST_ALT_TEXT = 125;

  private static final int MOST_TAGS = 3;
  private static final int MOST_COLORS = 2;

  private ListingText() {}

  /**
   * @param tags accepted ones, best first
   * @param attributes accepted ones
   * @param colors measured, largest share first
   * @return e.g. {@code Sneaker, shoe in navy and white on a white background}; null when there is
   *     no accepted tag to name the product
   */
  static @Nullable String altText(
      List<Tag> tags, Map<String, Attribute> attributes, List<String> colors) {
    if (tags.isEmpty()) {
      return null;
    }
    List<String> names = tags.stream().map(Tag::label).limit(MOST_TAGS).toList();
    Attribute background = attributes.get("background");
    List<String> worn = background == null ? List.of() : colorsOf(attributes, colors);
    for (int some = names.size(); some > 1; some--) {
      String text = text(names.subList(0, some), worn, background);
      if (text.length() <= LONGEST_ALT_TEXT) {
        return text;
      }
    }
    String least = text(names.subList(0, 1), worn, background);
    return least.length() <= LONGEST_ALT_TEXT ? least : capital(names.get(0));
  }

  /** Where the picture shows a scene, measured colors are the scene's and not the product's. */
  private static List<String> colorsOf(Map<String, Attribute> attributes, List<String> measured) {
    Attribute color = attributes.get("color");
    if (color != null && color.locked()) {
      return List.of(color.value());
    }
    return measured.stream().distinct().limit(MOST_COLORS).toList();
  }

  private static String text(
      List<String> names, List<String> colors, @Nullable Attribute background) {
    List<String> parts = new ArrayList<>();
    parts.add(capital(String.join(", ", names)));
    if (!colors.isEmpty()) {
      parts.add("in " + String.join(" and ", colors));
    }
    if (background != null) {
      parts.add("on a " + background.value() + " background");
    }
    return String.join(" ", parts);
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
