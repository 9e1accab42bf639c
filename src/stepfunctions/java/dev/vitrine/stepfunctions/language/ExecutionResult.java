package dev.vitrine.stepfunctions.language;

import org.jspecify.annotations.Nullable;

/**
 * How an execution ended.
 *
 * @param output the execution's output, plain JSON; null unless it succeeded
 * @param failure error and cause; both null if the execution succeeded
 */
public record ExecutionResult(Status status, @Nullable Object output, Failure failure) {

  /** The status of an execution, as the service names it. */
  public enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED
  }

  static ExecutionResult succeeded(@Nullable Object output) {
    return new ExecutionResult(Status.SUCCEEDED, output, new Failure(null, null));
  }

  /** An execution that ended with an error. */
  public static ExecutionResult failed(Status status, Failure failure) {
    return new ExecutionResult(status, null, failure);
  }

  /** {@return the result of an execution that this process could not carry on} */
  public static ExecutionResult setAside(Throwable why) {
    return failed(
        Status.FAILED, new Failure(Failure.RUNTIME, "It could not be carried on: " + why));
  }
}
