package dev.vitrine.vocabulary;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether two words are one, written differently: letter case, plural and hyphens aside. Made for
 * English; words of other languages mostly stay what they are.
 */
public final class Spelling {
  private Spelling() {}

  /** {@return the value that a word names: as it is written, or else as it is spelled} */
  public static Optional<Value> find(List<Value> values, String word) {
    return values.stream()
        .filter(value -> value.names(word))
        .findFirst()
        .or(() -> loosely(values, fold(word)));
  }

  private static Optional<Value> loosely(List<Value> values, String folded) {
    return values.stream()
        .filter(
            value ->
                fold(value.shown()).equals(folded)
                    || value.texts().stream().anyMatch(text -> fold(text).equals(folded)))
        .findFirst();
  }

  /** {@return the same for {@code T-Shirts} and {@code t shirt}} */
  public static String fold(String word) {
    String plain = Normalizer.normalize(word, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return Arrays.stream(plain.split("[^\\p{L}\\p{N}]+"))
        .map(Spelling::singular)
        .collect(Collectors.joining());
  }

  private static String singular(String word) {
    if (word.length() > 4 && word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    if (word.length() > 4 && word.matches(".*(s|x|z|ch|sh)es")) {
      return word.substring(0, word.length() - 2);
    }
    return word.length() > 3 && word.matches(".*[^siu]s")
        ? word.substring(0, word.length() - 1)
        : word;
  }
}
