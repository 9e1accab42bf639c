package dev.vitrine.workflow;

import dev.vitrine.workflow.ExecutionPath.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/**
 * Folds the events of an execution into the steps it took. Branches and map items interleave, so an
 * event belongs to the step that its chain of previous events leads back to.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html">HistoryEvent</a>
 */
final class StepFunctionsPath {
  private final List<OpenStep> steps = new ArrayList<>();
  private final Map<Long, OpenStep> stepOfEvent = new HashMap<>();

  void read(HistoryEvent event) {
    String type = event.typeAsString();
    OpenStep step = stepOfEvent.get(event.previousEventId());
    if (type.endsWith("StateEntered")) {
      step = new OpenStep(event.stateEnteredEventDetails().name(), event.timestamp());
      steps.add(step);
    } else {
      if (type.endsWith("StateExited")) {
        step = leaving(step, event.stateExitedEventDetails().name());
      }
      if (step != null) {
        step.read(type, event);
      }
    }
    if (step != null) {
      stepOfEvent.put(event.id(), step);
    }
  }

  /**
   * A Parallel or Map is left through the last event of its branches, which is a step inside it.
   */
  private @Nullable OpenStep leaving(@Nullable OpenStep step, String state) {
    if (step != null && step.state.equals(state)) {
      return step;
    }
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i).state.equals(state) && steps.get(i).exitedAt == null) {
        return steps.get(i);
      }
    }
    return null;
  }

  List<Step> steps() {
    return steps.stream().map(OpenStep::close).toList();
  }

  /** A visit to a state while its events come in. */
  private static final class OpenStep {
    private final String state;
    private final Instant enteredAt;
    private @Nullable Instant exitedAt;
    private int attempts;
    private ExecutionPath.@Nullable Error error;
    private boolean lastAttemptFailed;
    private boolean failedExecution;

    OpenStep(String state, Instant enteredAt) {
      this.state = state;
      this.enteredAt = enteredAt;
    }

    void read(String type, HistoryEvent event) {
      if (type.endsWith("StateExited")) {
        exitedAt = event.timestamp();
      } else if (type.equals("ExecutionFailed")) {
        failedExecution = true;
      } else if (type.equals("LambdaFunctionScheduled") || type.equals("TaskScheduled")) {
        attempts++;
        lastAttemptFailed = false;
      } else {
        StepFunctionsError.of(event).ifPresent(this::failed);
      }
    }

    private void failed(ExecutionPath.Error attemptError) {
      error = attemptError;
      lastAttemptFailed = true;
    }

    Step close() {
      return new Step(state, status(), enteredAt, exitedAt, attempts, error);
    }

    private String status() {
      if (failedExecution) {
        return "failed";
      }
      if (exitedAt == null) {
        return "running";
      }
      return lastAttemptFailed ? "caught" : "succeeded";
    }
  }
}
