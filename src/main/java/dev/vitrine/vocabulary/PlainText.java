package dev.vitrine.vocabulary;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes invisible characters from text, and cuts no character in two. Pasted names bring
 * non-breaking spaces, soft hyphens, byte order marks and marks of direction, so that two words
 * which look the same would differ.
 */
public final class PlainText {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  /** Letters and symbols that are drawn as nothing: fillers of Hangul, the empty Braille cell. */
  private static final String BLANKS = "\u115F\u1160\u3164\uFFA0\u2800";

  /** A character as a person sees it: a letter with its accents, a whole emoji. */
  private static final Pattern CHARACTER = Pattern.compile("\\X");

  private PlainText() {}

  /**
   * {@return the text in composed form, every space a plain one, without invisible characters and
   * without spaces at its ends} Control characters stay: callers refuse them.
   */
  public static String of(String text) {
    int[] characters = Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().toArray();
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < characters.length; i++) {
      if (isSpace(characters[i])) {
        plain.append(' ');
      } else if (!isInvisible(characters, i)) {
        plain.appendCodePoint(characters[i]);
      }
    }
    return plain.toString().strip();
  }

  /**
   * {@return the text in lower case, with single spaces and without invisible characters: equal for
   * texts that look alike but for letter case}
   */
  public static String folded(String text) {
    return of(text).replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }

  /**
   * {@return the text as searches compare it: {@link #folded}, and without what only capitals hide
   * or show} Capitals have no sharp s and no final sigma, and the small letter of the Turkish
   * dotted capital I has a dot more.
   */
  public static String searched(String text) {
    return folded(folded(text).toUpperCase(Locale.ROOT))
        .replace("\u00df", "ss")
        .replace('\u03c2', '\u03c3')
        .replace("i\u0307", "i");
  }

  /**
   * {@return a text that is at most as long: ended after a whole word, else after a whole character
   * as a person sees it}
   *
   * @param longest in UTF-16 units, at least 1
   */
  public static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int space = text.lastIndexOf(' ', longest);
    if (space > 0) {
      return text.substring(0, space);
    }
    int end = 0;
    Matcher character = CHARACTER.matcher(text);
    while (character.find() && character.end() <= longest) {
      end = character.end();
    }
    // A single letter may carry more accents than there is room for.
    boolean insidePair = Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, end > 0 ? end : insidePair ? longest - 1 : longest);
  }

  private static boolean isSpace(int character) {
    return Character.getType(character) == Character.SPACE_SEPARATOR
        || BLANKS.indexOf(character) >= 0;
  }

  private static boolean isInvisible(int[] characters, int at) {
    if (Character.getType(characters[at]) != Character.FORMAT) {
      return false;
    }
    boolean joins = characters[at] == ZERO_WIDTH_JOINER || characters[at] == ZERO_WIDTH_NON_JOINER;
    // Persian words and emoji of several parts need joiners; between Latin letters they do nothing.
    return !joins || !isForeign(characters, at - 1) || !isForeign(characters, at + 1);
  }

  private static boolean isForeign(int[] characters, int at) {
    return at >= 0
        && at < characters.length
        && characters[at] > 0x24F
        && Character.getType(characters[at]) != Character.FORMAT;
  }
}
