package dev.vitrine.vocabulary;

/**
 * A tag's label in the one way it is written, so that {@code "Red Shoe"} and {@code "red shoe"} are
 * one tag.
 *
 * @param value lower case, words apart by one space, at most 100 characters
 */
public record TagLabel(String value) {
  /** Longest label in characters, as of a word of a vocabulary, which becomes one. */
  public static final int LONGEST = 100;

  /**
   * @throws IllegalArgumentException when nothing is left of it, or too much, or it has characters
   *     nobody can see
   */
  public TagLabel {
    value = plain(value);
    if (value.isEmpty() || value.length() > LONGEST) {
      throw new IllegalArgumentException("a tag has 1 to " + LONGEST + " characters");
    }
    if (value.codePoints().anyMatch(TagLabel::unwritable)) {
      throw new IllegalArgumentException("a tag is plain text, without control characters");
    }
  }

  /** {@return the text as a tag writes it, whether or not it could be one} */
  public static String plain(String text) {
    return PlainText.folded(text);
  }

  private static boolean unwritable(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE
        || !Character.isDefined(codePoint);
  }
}
