package dev.vitrine.workflow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** The error in an event that reports one: each kind of event keeps it in a member of its own. */
final class StepFunctionsError {
  private StepFunctionsError() {}

  /** {@return empty for an event that reports no error} */
  static Optional<ExecutionPath.Error> of(HistoryEvent event) {
    return switch (event.type()) {
      case LAMBDA_FUNCTION_FAILED ->
          error(
              event.lambdaFunctionFailedEventDetails().error(),
              event.lambdaFunctionFailedEventDetails().cause());
      case LAMBDA_FUNCTION_TIMED_OUT ->
          error(
              event.lambdaFunctionTimedOutEventDetails().error(),
              event.lambdaFunctionTimedOutEventDetails().cause());
      case LAMBDA_FUNCTION_SCHEDULE_FAILED ->
          error(
              event.lambdaFunctionScheduleFailedEventDetails().error(),
              event.lambdaFunctionScheduleFailedEventDetails().cause());
      case TASK_FAILED ->
          error(event.taskFailedEventDetails().error(), event.taskFailedEventDetails().cause());
      case TASK_SUBMIT_FAILED ->
          error(
              event.taskSubmitFailedEventDetails().error(),
              event.taskSubmitFailedEventDetails().cause());
      case TASK_TIMED_OUT ->
          error(event.taskTimedOutEventDetails().error(), event.taskTimedOutEventDetails().cause());
      case EVALUATION_FAILED ->
          error(
              event.evaluationFailedEventDetails().error(),
              event.evaluationFailedEventDetails().cause());
      case EXECUTION_FAILED ->
          error(
              event.executionFailedEventDetails().error(),
              event.executionFailedEventDetails().cause());
      default -> Optional.empty();
    };
  }

  private static Optional<ExecutionPath.Error> error(
      @Nullable String code, @Nullable String cause) {
    return Optional.of(
        new ExecutionPath.Error(code == null ? "Unknown" : code, cause == null ? "" : cause));
  }
}
