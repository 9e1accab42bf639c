package dev.vitrine.vocabulary;

/** A seller has no version of that name. */
public class UnknownVersionException extends RuntimeException {
  /**
   * @param message a sentence
   */
  public UnknownVersionException(String message) {
    super(message);
  }
}
