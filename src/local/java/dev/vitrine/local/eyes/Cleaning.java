package dev.vitrine.local.eyes;

import java.util.Locale;

/** open_clip's three ways to clean a text; all mend it first ({@link TextRepair}). */
enum Cleaning {
  /** White space becomes one space, capitals become small letters. */
  LOWER,
  /** White space becomes one space. */
  WHITESPACE,
  /** As {@link #LOWER}, without punctuation: for SigLIP. */
  CANONICALIZE;

  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~";

  String clean(String text) {
    String mended = TextRepair.mend(text);
    return switch (this) {
      case LOWER -> spaced(mended).toLowerCase(Locale.ROOT);
      case WHITESPACE -> spaced(mended);
      case CANONICALIZE -> spaced(withoutPunctuation(mended).toLowerCase(Locale.ROOT));
    };
  }

  private static String withoutPunctuation(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (char c : text.replace('_', ' ').toCharArray()) {
      if (PUNCTUATION.indexOf(c) < 0) {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** Words with one space between them. */
  private static String spaced(String text) {
    StringBuilder words = new StringBuilder(text.length());
    boolean space = false;
    for (char c : text.toCharArray()) {
      if (TextRepair.isSpace(c)) {
        space = true;
        continue;
      }
      if (space && words.length() > 0) {
        words.append(' ');
      }
      space = false;
      words.append(c);
    }
    return words.toString();
  }
}
