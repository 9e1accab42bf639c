package dev.vitrine.catalog;

import org.jspecify.annotations.Nullable;

/**
 * An error as the state machine caught it.
 *
 * @param code Step Functions' name for it
 * @param message its cause
 */
public record StepError(String code, @Nullable String message) {

  /** {@return what to tell the seller} */
  ImageError at(String step) {
    return FailureWords.of(step, code, message == null ? "" : message);
  }
}
