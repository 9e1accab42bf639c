package dev.vitrine.vocabulary;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares words regardless of letter case, plural and hyphens. The rules are those of English;
 * they leave most words of other languages unchanged.
 */
public final class Spelling {
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
