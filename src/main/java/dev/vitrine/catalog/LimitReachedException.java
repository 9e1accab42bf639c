package dev.vitrine.catalog;

/** One image has as many values of a kind as it may have. Its message is for the seller. */
public class LimitReachedException extends RuntimeException {
  public LimitReachedException(String message) {
    super(message);
  }
}
