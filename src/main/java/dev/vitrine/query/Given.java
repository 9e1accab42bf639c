package dev.vitrine.query;

import dev.vitrine.catalog.Facet;
import dev.vitrine.catalog.ImageStatus;
import dev.vitrine.image.ImageId;
import dev.vitrine.vocabulary.TagLabel;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a caller gave, as the words it should be; or a problem that says what is wrong with it. */
final class Given {
  private static final int LONGEST_PAGE = 100;
  private static final int USUAL_PAGE = 24;

  private Given() {}

  /** What is no id of ours is as unknown as one of somebody else's. */
  static ImageId imageId(String text) {
    try {
      return new ImageId(text);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.imageNotFound();
    }
  }

  static TagLabel label(String text) {
    try {
      return new TagLabel(text);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.invalid(sentence(e));
    }
  }

  static @Nullable TagLabel optionalLabel(@Nullable String text) {
    return text == null || text.isEmpty() ? null : label(text);
  }

  static Facet.Key attribute(String name, @Nullable String value) {
    if (!name.matches(Facet.Key.NAME) || name.equals(Facet.TAG)) {
      throw ApiProblem.invalid(
          "An attribute's name has 1 to 40 lower-case letters, digits, _ and -, is not \"tag\", "
              + "and begins with a letter.");
    }
    String plain = value == null ? "" : value.strip();
    if (plain.codePoints().anyMatch(Character::isISOControl)) {
      throw ApiProblem.invalid("value is plain text, without control characters.");
    }
    try {
      return new Facet.Key(name, plain);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.invalid(sentence(e));
    }
  }

  /**
   * @param text {@code name:value}
   */
  static Facet.@Nullable Key optionalAttribute(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw ApiProblem.invalid("attribute is name:value, for example color:navy.");
    }
    return attribute(text.substring(0, colon), text.substring(colon + 1));
  }

  static @Nullable ImageStatus optionalStatus(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    return ImageStatus.ofWord(text)
        .orElseThrow(
            () ->
                ApiProblem.invalid(
                    "status is one of "
                        + Arrays.stream(ImageStatus.values())
                            .map(ImageStatus::word)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  static int limit(@Nullable String text) {
    return count("limit", text, USUAL_PAGE, LONGEST_PAGE);
  }

  static int count(String name, @Nullable String text, int usual, int most) {
    if (text == null || text.isEmpty()) {
      return usual;
    }
    if (text.matches("[0-9]{1,4}")) {
      int count = Integer.parseInt(text);
      if (count >= 1 && count <= most) {
        return count;
      }
    }
    throw ApiProblem.invalid(name + " is a whole number from 1 to " + most + ".");
  }

  static @Nullable String cursor(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static String sentence(IllegalArgumentException e) {
    String text = e.getMessage() == null ? "It cannot be used" : e.getMessage();
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}
