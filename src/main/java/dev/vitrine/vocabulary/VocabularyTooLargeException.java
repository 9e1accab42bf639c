package dev.vitrine.vocabulary;

/** A vocabulary is larger than an item of the table, which has at most 400 KB. */
public class VocabularyTooLargeException extends RuntimeException {
  /**
   * @param message a sentence
   */
  public VocabularyTooLargeException(String message) {
    super(message);
  }
}
