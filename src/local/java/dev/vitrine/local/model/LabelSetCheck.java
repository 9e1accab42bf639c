package dev.vitrine.local.model;

import dev.vitrine.vocabulary.LabelSet;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;

/** Holds the label sets of requests to the limits of model-artifacts/contract. */
final class LabelSetCheck {
  /** The template of a caller who gives none. */
  static final List<String> DEFAULT_TEMPLATES = List.of("a photo of {}");

  private LabelSetCheck() {}

  /**
   * Makes a label set of a request's texts.
   *
   * @param labels 1 to {@value LabelSet#MOST_LABELS}, each 1 to {@value LabelSet#LONGEST_TEXT}
   *     characters
   * @param templates 1 to {@value LabelSet#MOST_TEMPLATES}
   * @throws IllegalArgumentException if a list is empty or too long, a text is blank, too long,
   *     given twice or not plain text, or a template does not hold {@code {}} exactly once
   */
  static LabelSet checked(List<String> labels, List<String> templates) {
    check("label", labels, LabelSet.MOST_LABELS);
    check("template", templates, LabelSet.MOST_TEMPLATES);
    for (String template : templates) {
      if (!LabelSet.isTemplate(template)) {
        throw new IllegalArgumentException("a template must contain {} exactly once: " + template);
      }
    }
    return new LabelSet(labels, templates);
  }

  private static void check(String what, List<String> texts, int most) {
    if (texts.isEmpty() || texts.size() > most) {
      throw new IllegalArgumentException(
          "there must be 1 to " + most + " " + what + "s, not " + texts.size());
    }
    var seen = new HashSet<String>();
    for (String text : texts) {
      if (LabelSet.isBlank(text)
          || text.codePointCount(0, text.length()) > LabelSet.LONGEST_TEXT
          || !isText(text)) {
        throw new IllegalArgumentException(
            "a %s is blank, over %d characters, or not plain text"
                .formatted(what, LabelSet.LONGEST_TEXT));
      }
      if (!seen.add(text)) {
        throw new IllegalArgumentException("a " + what + " is given twice: " + text);
      }
    }
  }

  /** Control characters and half surrogates have no one JSON form, so a set has no one name. */
  private static boolean isText(String text) {
    return text.chars().noneMatch(c -> c < 0x20)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
