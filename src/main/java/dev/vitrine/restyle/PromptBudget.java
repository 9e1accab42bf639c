package dev.vitrine.restyle;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps a prompt within what the text encoder reads: 77 tokens, of which two mark start and end.
 * What is beyond is silently ignored by the model, so the image's part is cut before the style's
 * prefix is put in front of it.
 *
 * <p>Tokens are estimated, not counted: the exact number needs CLIP's merges table. A word of A to
 * Z is taken for one token per six letters or part of it, another character for as many tokens as
 * it has bytes in UTF-8, which is the most that it can take. By CLIP's table English phrases take
 * 0.8 of the estimate, Chinese 0.9, Japanese, Russian and Thai 0.4 to 0.6. German, Dutch and Polish
 * may take up to 1.7 of it: for them a long text may lose its end in the model.
 */
final class PromptBudget {
  private static final int TOKENS = 75;
  private static final int LETTERS_PER_TOKEN = 6;

  /** Tokens of a part that is kept or left out whole; of a longer one the first words are kept. */
  private static final int LONGEST_PHRASE = 12;

  private static final Pattern PIECE = Pattern.compile("[A-Za-z]+|\\S");
  private static final Pattern COMMA = Pattern.compile("[,，、]");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
  private static final Pattern WORD = Pattern.compile("\\S+");

  /** A character as a person sees it: a letter with its accents, a whole emoji. */
  private static final Pattern CHARACTER = Pattern.compile("\\X");

  private PromptBudget() {}

  /**
   * {@return {@code prefix, text}} The text ends after the last of its comma-separated parts that
   * fits, or within a long part, after the last of its words that fits. The result is one line:
   * engines refuse control characters, which line breaks are.
   */
  static String join(String prefix, String text) {
    StringBuilder joined = new StringBuilder(prefix);
    int left = TOKENS - tokens(prefix);
    for (String part : COMMA.split(CONTROL.matcher(text).replaceAll(" "))) {
      int needed = 1 + tokens(part);
      boolean isLong = needed > LONGEST_PHRASE;
      String kept = needed <= left ? part : isLong ? cut(part, left - 1) : "";
      if (!kept.isBlank()) {
        joined.append(joined.isEmpty() ? "" : ", ").append(kept.strip());
      }
      left -= needed;
      if (left < 0) {
        break;
      }
    }
    return joined.toString();
  }

  /** Cuts a text after a whole word; its first word, if that alone is too long, in itself. */
  private static String cut(String text, int tokens) {
    String words = cut(text, WORD, tokens);
    return words.isEmpty() ? cut(text.strip(), CHARACTER, tokens) : words;
  }

  private static String cut(String text, Pattern piece, int tokens) {
    int end = 0;
    Matcher pieces = piece.matcher(text);
    while (pieces.find() && tokens(text.substring(0, pieces.end())) <= tokens) {
      end = pieces.end();
    }
    return text.substring(0, end);
  }

  /** {@return an estimate of the CLIP tokens of {@code text}} */
  static int tokens(String text) {
    int tokens = 0;
    Matcher pieces = PIECE.matcher(text);
    while (pieces.find()) {
      String piece = pieces.group();
      boolean isWord = piece.charAt(0) <= 'z' && Character.isLetter(piece.charAt(0));
      int bytes = piece.getBytes(StandardCharsets.UTF_8).length;
      tokens += isWord ? (bytes + LETTERS_PER_TOKEN - 1) / LETTERS_PER_TOKEN : bytes;
    }
    return tokens;
  }
}
