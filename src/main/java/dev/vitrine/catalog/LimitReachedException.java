package dev.vitrine.catalog;

/** An image has the most values of a kind that are allowed. The message is for the seller. */
public class LimitReachedException extends RuntimeException {
  public LimitReachedException(String message) {
    super(message);
  }
}
