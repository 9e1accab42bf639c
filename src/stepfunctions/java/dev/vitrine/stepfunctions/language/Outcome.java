package dev.vitrine.stepfunctions.language;

import org.jspecify.annotations.Nullable;

/**
 * How an execution ended.
 *
 * @param output of one that succeeded
 * @param failure of one that did not; its parts are null where AWS gives none
 */
public record Outcome(Status status, @Nullable Object output, Failure failure) {

  /** As the service names it. */
  public enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED
  }

  static Outcome of(Status status, Failure failure) {
    return new Outcome(status, null, failure);
  }
}
