package dev.vitrine.restyle;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps a prompt within what the text encoder reads: 77 tokens, of which two mark start and end.
 * What is beyond is silently ignored by the model, so the image's part is cut before the style's
 * prefix is put in front of it.
 *
 * <p>Tokens are estimated, not counted: the exact number needs CLIP's merges table. A word is taken
 * for one token per six letters or part of it, a digit or mark for one; ordinary English stays
 * below the estimate.
 */
final class PromptBudget {
  private static final int TOKENS = 75;
  private static final int LETTERS_PER_TOKEN = 6;
  private static final Pattern PIECE = Pattern.compile("\\p{L}+|[^\\s\\p{L}]");

  private PromptBudget() {}

  /**
   * @return {@code prefix, text}, the text cut after the last of its comma-separated parts that
   *     fits
   */
  static String join(String prefix, String text) {
    StringBuilder joined = new StringBuilder(prefix);
    int left = TOKENS - tokens(prefix);
    for (String part : text.split(",")) {
      left -= 1 + tokens(part);
      if (left < 0) {
        break;
      }
      if (!part.isBlank()) {
        joined.append(joined.isEmpty() ? "" : ", ").append(part.strip());
      }
    }
    return joined.toString();
  }

  /** {@return an upper estimate of the CLIP tokens of {@code text}} */
  static int tokens(String text) {
    int tokens = 0;
    Matcher piece = PIECE.matcher(text);
    while (piece.find()) {
      tokens += (piece.end() - piece.start() + LETTERS_PER_TOKEN - 1) / LETTERS_PER_TOKEN;
    }
    return tokens;
  }
}
