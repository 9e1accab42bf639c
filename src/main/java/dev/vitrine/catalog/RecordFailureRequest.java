package dev.vitrine.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Asks to record why an image went no further.
 *
 * @param image which revision of which image
 * @param execution name of the workflow execution
 * @param failure what happened
 */
public record RecordFailureRequest(ImageRef image, String execution, Failure failure) {

  /** How it ended. */
  public enum End {
    /** The file is no usable picture: code and message are for the seller already. */
    @JsonProperty("rejected")
    REJECTED,
    /** A step failed: code and message are the workflow's. */
    @JsonProperty("failed")
    FAILED
  }

  /**
   * What happened.
   *
   * @param status how it ended
   * @param step name of the state
   * @param code the error's name
   * @param message its cause
   */
  public record Failure(End status, String step, String code, @Nullable String message) {
    ImageError error() {
      return status == End.REJECTED
          ? new ImageError(code, message == null ? code : message, false)
          : new StepError(code, message).at(step);
    }
  }
}
