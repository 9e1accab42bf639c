package dev.vitrine.catalog;

import java.util.Arrays;
import java.util.Optional;

/**
 * The texts of an image that a person may write by hand. The handle is of the product that the
 * image shows: no two products of a seller have the same.
 */
public enum TextName {
  TITLE("title", 255),
  ALT_TEXT("altText", 512),
  CAPTION("caption", 1_000),
  PROMPT("prompt", 1_000),
  HANDLE("handle", 255);

  private final String word;
  private final int longest;

  TextName(String word, int longest) {
    this.word = word;
    this.longest = longest;
  }

  /** {@return the text's name in the API} */
  public String word() {
    return word;
  }

  /** {@return most characters of the text} */
  public int longest() {
    return longest;
  }

  /** {@return the text of this name, if there is one} */
  public static Optional<TextName> ofWord(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }
}
