package dev.vitrine.local.model;

/**
 * The error codes that every model endpoint shares, each with its HTTP status, as
 * model-artifacts/contract has them.
 */
public enum EndpointError {
  INVALID_JSON(400),
  INVALID_IMAGE(400),
  IMAGE_TOO_LARGE(400),
  INVALID_LABELS(400),
  UNSUPPORTED_CONTENT_TYPE(400),
  /** The caller sends the set's labels once, as candidate_labels in JSON, and asks again. */
  LABEL_SET_UNKNOWN(404),
  /**
   * The containers in the cloud have it too; here the painter, when it gets no memory or takes too
   * long.
   */
  DEADLINE(503),
  MODEL_ERROR(500);

  private final int status;

  EndpointError(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }
}
