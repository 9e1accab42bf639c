package dev.vitrine.vocabulary;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares words regardless of letter case, plural and hyphens. The rules are those of English;
 * they leave most words of other languages unchanged.
 */
public final class Spelling {
  private static final List<String> SIBILANTS = List.of("s", "x", "z", "ch", "sh");

  private Spelling() {}

  /**
   * {@return the first value called exactly so, ignoring letter case; else the first spelled alike}
   */
  public static Optional<Value> find(List<Value> values, String word) {
    return values.stream()
        .filter(value -> value.isCalled(word))
        .findFirst()
        .or(() -> findFolded(values, fold(word)));
  }

  private static Optional<Value> findFolded(List<Value> values, String folded) {
    return values.stream()
        .filter(
            value ->
                fold(value.shown()).equals(folded)
                    || value.texts().stream().anyMatch(text -> fold(text).equals(folded)))
        .findFirst();
  }

  /** {@return a form that words spelled alike share: {@code tshirt} for {@code T-Shirts}} */
  public static String fold(String word) {
    return String.join("", words(word));
  }

  /**
   * {@return whether a text has these words beside each other: {@code red shoes} has {@code shoe}}
   */
  public static boolean has(String text, String words) {
    return Collections.indexOfSubList(words(text), words(words)) >= 0;
  }

  /** {@return whether a text ends in these words, as a running shoe is a shoe} */
  public static boolean endsIn(String text, String words) {
    List<String> all = words(text);
    List<String> last = words(words);
    int from = all.size() - last.size();
    return (from >= 0 && all.subList(from, all.size()).equals(last))
        || String.join("", all).equals(String.join("", last));
  }

  /** {@return the words of a text, in the singular; a text of signs only is one word} */
  private static List<String> words(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    StringBuilder signs = new StringBuilder();
    for (int at = 0; at < plain.length(); at += Character.charCount(plain.codePointAt(at))) {
      int character = plain.codePointAt(at);
      if (isPartOfWord(character)) {
        word.appendCodePoint(character);
      } else if (!isOptional(character)) {
        signs.appendCodePoint(character);
        addWord(words, word);
      }
    }
    addWord(words, word);
    return words.isEmpty() ? List.of(signs.toString().strip()) : words;
  }

  private static void addWord(List<String> words, StringBuilder word) {
    if (!word.isEmpty()) {
      words.add(singular(word.toString()));
      word.setLength(0);
    }
  }

  /** Marks belong to words: Hindi and Thai write most vowels with them. */
  private static boolean isPartOfWord(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK -> !isOptional(character);
      case Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER ->
          true;
      default -> Character.isLetter(character);
    };
  }

  /**
   * Whether a word may have or lack it: points of Hebrew and Arabic, and marks that say whether a
   * sign is drawn as text or in colors.
   */
  private static boolean isOptional(int character) {
    return Character.getType(character) == Character.NON_SPACING_MARK
        && ((character >= 0x591 && character <= 0x5C7)
            || (character >= 0x64B && character <= 0x65F)
            || character == 0x670
            || character == 0xFE0E
            || character == 0xFE0F);
  }

  /** The final e of vase and of hoodie goes, so that vases and hoodies are spelled alike. */
  private static String singular(String word) {
    String one = withoutPlural(word);
    if (one.length() > 3 && one.endsWith("ie")) {
      return one.substring(0, one.length() - 2) + "y";
    }
    return one.length() > 3 && endsInSibilant(one, "e") ? one.substring(0, one.length() - 1) : one;
  }

  private static String withoutPlural(String word) {
    int length = word.length();
    if (length > 4 && word.endsWith("ies")) {
      return word.substring(0, length - 3) + "y";
    }
    if (length > 4 && endsInSibilant(word, "es")) {
      return word.substring(0, length - 2);
    }
    boolean isPlural =
        length > 3 && word.endsWith("s") && "siu".indexOf(word.charAt(length - 2)) < 0;
    return isPlural ? word.substring(0, length - 1) : word;
  }

  private static boolean endsInSibilant(String word, String ending) {
    return SIBILANTS.stream().anyMatch(sibilant -> word.endsWith(sibilant + ending));
  }
}
