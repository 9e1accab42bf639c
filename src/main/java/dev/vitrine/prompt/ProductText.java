package dev.vitrine.prompt;

import dev.vitrine.vocabulary.PlainText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The words on a product as one value. */
final class ProductText {
  /** Longest value of an attribute, in characters. */
  static final int LONGEST = 100;

  private ProductText() {}

  /**
   * Joins what was read: each text once, in the order of reading, in one line without control
   * characters. What would make it longer than 100 characters is left out, whole texts at a time; a
   * first text that is too long by itself is cut as of {@link PlainText#cut}.
   *
   * @param texts as a captioner read them
   * @return 1 to 100 characters; empty if nothing was read
   */
  static Optional<String> of(List<String> texts) {
    Set<String> read = new LinkedHashSet<>();
    for (String text : texts) {
      read.add(line(text));
    }
    read.remove("");
    StringBuilder value = new StringBuilder();
    for (String line : read) {
      if (value.isEmpty()) {
        value.append(PlainText.cut(line, LONGEST));
      } else if (value.length() + 1 + line.length() <= LONGEST) {
        value.append(' ').append(line);
      } else {
        break;
      }
    }
    return value.isEmpty() ? Optional.empty() : Optional.of(value.toString());
  }

  /** {@return a text in one line, without control characters and what nobody can see} */
  static String line(String text) {
    String plain = PlainText.of(text.replaceAll("[\\s\\p{Cc}\\p{Cs}\\p{Cn}]+", " "));
    return plain.replaceAll(" +", " ");
  }
}
