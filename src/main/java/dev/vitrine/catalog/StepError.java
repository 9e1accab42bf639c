package dev.vitrine.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * An error as the state machine caught it: {@code $states.errorOutput}.
 *
 * @param name Step Functions' name for it, or the code of a rejection
 * @param cause what is behind it
 */
public record StepError(
    @JsonProperty("Error") String name, @JsonProperty("Cause") @Nullable String cause) {

  /** {@return the error of a state in words for the seller} */
  ImageError at(String step) {
    return FailureWords.of(step, name, cause == null ? "" : cause);
  }

  /** {@return the error of a step that speaks to the seller itself; trying again does not help} */
  ImageError asItIs() {
    return new ImageError(name, cause == null ? name : cause, false);
  }
}
