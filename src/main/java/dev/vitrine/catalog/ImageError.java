package dev.vitrine.catalog;

/**
 * What went wrong with an image.
 *
 * @param code stable, upper case
 * @param message a sentence for the seller: what happened, and what to do about it
 * @param retryable whether starting the image again may help
 */
public record ImageError(String code, String message, boolean retryable) {
  public ImageError {
    if (code.isBlank() || message.isBlank()) {
      throw new IllegalArgumentException("an error needs a code and a message");
    }
  }
}
