package dev.vitrine.stepfunctions.language;

import org.jspecify.annotations.Nullable;

/** A state cannot do its work; its Retry and Catch decide what happens. */
class StateFailedException extends Exception {

  private static final long serialVersionUID = 1;

  private final String error;
  private final @Nullable String location;

  StateFailedException(String error, String cause) {
    this(error, cause, null);
  }

  private StateFailedException(String error, String cause, @Nullable String location) {
    super(cause, null, false, false);
    this.error = error;
    this.location = location;
  }

  /**
   * @param cause what went wrong, without the state's name
   * @param location the field, {@code Output/tags}
   */
  static StateFailedException query(String cause, String location) {
    return new StateFailedException(Failure.QUERY_EVALUATION_ERROR, cause, location);
  }

  /**
   * The state made more than {@link Values#MAX_BYTES}.
   *
   * @param state its name
   */
  static StateFailedException dataLimit(String state) {
    Failure failure = Failure.resultTooLarge(state);
    return new StateFailedException(
        Failure.DATA_LIMIT_EXCEEDED, String.valueOf(failure.cause()), null);
  }

  /** Whether AWS shows the cause as it is, without a sentence that names the state before it. */
  boolean isWholeCause() {
    return error.equals(Failure.DATA_LIMIT_EXCEEDED);
  }

  String error() {
    return error;
  }

  String cause() {
    return String.valueOf(getMessage());
  }

  /** The field whose evaluation failed; null when it was not a query. */
  @Nullable String location() {
    return location;
  }
}
