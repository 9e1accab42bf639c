package dev.vitrine.endpoint;

/** A model does not take a request, and will not take it later either. */
public class ModelRefusedException extends RuntimeException {
  private final String code;

  /**
   * @param code the contract's error code, e.g. {@code INVALID_IMAGE} or {@code LABEL_SET_UNKNOWN}
   * @param message what the model said
   */
  public ModelRefusedException(String code, String message) {
    super(code + ": " + message);
    this.code = code;
  }

  public String code() {
    return code;
  }

  /** {@return whether the model took the request, and its filter kept the result back} */
  boolean isFiltered() {
    return code.equals("CONTENT_FILTERED");
  }
}
