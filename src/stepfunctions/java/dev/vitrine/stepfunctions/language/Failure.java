package dev.vitrine.stepfunctions.language;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An Error Output.
 *
 * @param error its name, matched by ErrorEquals; null only from a Fail state without one
 * @param cause text for a person, often JSON of the function that failed
 */
public record Failure(@Nullable String error, @Nullable String cause) {

  /** The limit of the service for a cause, in characters; the rest is cut off. */
  private static final int MAX_CAUSE = 32_768;

  public static final String ALL = "States.ALL";
  public static final String TIMEOUT = "States.Timeout";
  public static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";
  public static final String TASK_FAILED = "States.TaskFailed";
  public static final String RUNTIME = "States.Runtime";
  public static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";
  public static final String QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";
  public static final String NO_CHOICE_MATCHED = "States.NoChoiceMatched";
  public static final String EXCEED_TOLERATED_FAILURE_THRESHOLD =
      "States.ExceedToleratedFailureThreshold";

  /** The names that the language defines; others must not begin with "States.". */
  static final Set<String> RESERVED =
      Set.of(
          ALL,
          TIMEOUT,
          HEARTBEAT_TIMEOUT,
          TASK_FAILED,
          RUNTIME,
          DATA_LIMIT_EXCEEDED,
          QUERY_EVALUATION_ERROR,
          NO_CHOICE_MATCHED,
          EXCEED_TOLERATED_FAILURE_THRESHOLD,
          "States.Permissions",
          "States.ResultPathMatchFailure",
          "States.ParameterPathFailure",
          "States.BranchFailed",
          "States.IntrinsicFailure",
          "States.ItemReaderFailed",
          "States.ResultWriterFailed",
          "States.Http.Socket");

  /** The execution had as many events as the service allows. */
  public static final Failure HISTORY_FULL =
      new Failure(
          RUNTIME,
          "The execution reached the maximum number of history events ("
              + Execution.MAX_EVENTS
              + ").");

  public Failure {
    if (cause != null && cause.length() > MAX_CAUSE) {
      cause = cause.substring(0, MAX_CAUSE);
    }
  }

  /** A task answered with more than {@link Values#MAX_BYTES}. */
  public static Failure resultTooLarge(TaskType type) {
    String service = type.service();
    return resultTooLarge(service == null ? type.resource() : service);
  }

  /**
   * A state or a task gave more than {@link Values#MAX_BYTES}.
   *
   * @param name the state's name, the function's ARN or the service
   */
  static Failure resultTooLarge(String name) {
    return new Failure(
        DATA_LIMIT_EXCEEDED,
        "The state/task '%s' returned a result with a size exceeding the maximum number of bytes"
                .formatted(name)
            + " service limit.");
  }

  /**
   * {@return the failure as {@code $states.errorOutput} shows it; a time-out has an empty Cause}
   */
  Map<String, @Nullable Object> asOutput() {
    Map<String, @Nullable Object> output = new LinkedHashMap<>();
    output.put("Error", error);
    output.put("Cause", cause == null && TIMEOUT.equals(error) ? "" : cause);
    return output;
  }
}
