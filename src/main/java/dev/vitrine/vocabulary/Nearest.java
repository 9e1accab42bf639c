package dev.vitrine.vocabulary;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the known word nearest to a misspelled one. */
final class Nearest {
  private Nearest() {}

  /**
   * {@return a question that offers the nearest known word, after a space; empty if none is near}
   */
  static String hint(String word, Collection<String> known) {
    String plain = word.toLowerCase(Locale.ROOT);
    int tolerated = 1 + plain.length() / 4;
    return known.stream()
        .filter(candidate -> Math.abs(candidate.length() - plain.length()) <= tolerated)
        .min(
            Comparator.comparingInt(
                candidate -> distance(plain, candidate.toLowerCase(Locale.ROOT))))
        .filter(candidate -> distance(plain, candidate.toLowerCase(Locale.ROOT)) <= tolerated)
        .map(candidate -> " Did you mean \"" + candidate + "\"?")
        .orElse("");
  }

  /**
   * @see "V. Levenshtein, Binary codes capable of correcting deletions, insertions, and reversals"
   */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
