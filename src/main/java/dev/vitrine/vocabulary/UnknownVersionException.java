package dev.vitrine.vocabulary;

/** A seller has no such version of the vocabulary. */
public class UnknownVersionException extends RuntimeException {
  /**
   * @param message a sentence
   */
  public UnknownVersionException(String message) {
    super(message);
  }
}
