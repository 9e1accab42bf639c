package dev.vitrine.stepfunctions.language;

import java.util.LinkedHashMap;
import java.util.Map;
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

  public Failure {
    if (cause != null && cause.length() > MAX_CAUSE) {
      cause = cause.substring(0, MAX_CAUSE);
    }
  }

  /** Of a task that answered with more than {@link Values#MAX_BYTES}. */
  public static Failure resultTooLarge(TaskType type) {
    return new Failure(
        DATA_LIMIT_EXCEEDED,
        "The state/task '%s' returned a result with a size exceeding the maximum number of bytes"
                .formatted(type.resource())
            + " service limit.");
  }

  /** As {@code $states.errorOutput} shows it. */
  Map<String, @Nullable Object> asOutput() {
    Map<String, @Nullable Object> output = new LinkedHashMap<>();
    output.put("Error", error == null ? "" : error);
    output.put("Cause", cause == null ? "" : cause);
    return output;
  }
}
