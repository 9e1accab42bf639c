package dev.vitrine.vocabulary;

/** A vocabulary does not fit into the table, which takes 400 KB in one piece. */
public class VocabularyTooLargeException extends RuntimeException {
  /**
   * @param message a sentence
   */
  public VocabularyTooLargeException(String message) {
    super(message);
  }
}
