package dev.vitrine.catalog;

/** The state of an image does not allow an action now. The message is for the seller. */
public class ActionRefusedException extends RuntimeException {
  private final String code;

  public ActionRefusedException(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
