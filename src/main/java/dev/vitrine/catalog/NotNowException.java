package dev.vitrine.catalog;

/** An image is in no state for what is asked. Its message is for the seller, its code is stable. */
public class NotNowException extends RuntimeException {
  private final String code;

  public NotNowException(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
