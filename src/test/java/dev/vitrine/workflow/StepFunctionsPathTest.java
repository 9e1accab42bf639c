package dev.vitrine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

class StepFunctionsPathTest {
  private final StepFunctionsPath reader = new StepFunctionsPath();

  @Test
  void countsAttemptsAndSeesThatAFailureWasCaught() {
    entered(2, 0, HistoryEventType.TASK_STATE_ENTERED, "TagImage");
    plain(3, 2, HistoryEventType.LAMBDA_FUNCTION_SCHEDULED);
    failed(4, 3, "Busy", "try later");
    plain(5, 4, HistoryEventType.LAMBDA_FUNCTION_SCHEDULED);
    failed(6, 5, "Broken", "for good");
    exited(7, 6, HistoryEventType.TASK_STATE_EXITED, "TagImage");

    assertThat(reader.steps())
        .containsExactly(
            new ExecutionPath.Step(
                "TagImage",
                "caught",
                at(2),
                at(7),
                2,
                new ExecutionPath.Error("Broken", "for good")));
  }

  @Test
  void keepsBranchesApartAndLeavesAParallelThroughItsLastBranch() {
    entered(2, 0, HistoryEventType.PARALLEL_STATE_ENTERED, "Describe");
    plain(3, 2, HistoryEventType.PARALLEL_STATE_STARTED);
    entered(4, 3, HistoryEventType.TASK_STATE_ENTERED, "Tag");
    entered(5, 3, HistoryEventType.TASK_STATE_ENTERED, "Prompt");
    plain(6, 4, HistoryEventType.LAMBDA_FUNCTION_SCHEDULED);
    exited(7, 6, HistoryEventType.TASK_STATE_EXITED, "Tag");
    plain(8, 5, HistoryEventType.LAMBDA_FUNCTION_SCHEDULED);
    exited(9, 8, HistoryEventType.TASK_STATE_EXITED, "Prompt");
    plain(10, 9, HistoryEventType.PARALLEL_STATE_SUCCEEDED);
    exited(11, 10, HistoryEventType.PARALLEL_STATE_EXITED, "Describe");

    assertThat(reader.steps())
        .extracting(ExecutionPath.Step::state, ExecutionPath.Step::exitedAt)
        .containsExactly(tuple("Describe", at(11)), tuple("Tag", at(7)), tuple("Prompt", at(9)));
  }

  @Test
  void showsWhatAFailedBranchStopped() {
    entered(2, 0, HistoryEventType.PARALLEL_STATE_ENTERED, "Describe");
    plain(3, 2, HistoryEventType.PARALLEL_STATE_STARTED);
    entered(4, 3, HistoryEventType.TASK_STATE_ENTERED, "Tag");
    entered(5, 3, HistoryEventType.TASK_STATE_ENTERED, "Prompt");
    plain(6, 4, HistoryEventType.LAMBDA_FUNCTION_SCHEDULED);
    plain(7, 5, HistoryEventType.LAMBDA_FUNCTION_SCHEDULED);
    failed(8, 6, "Broken", "for good");
    plain(9, 8, HistoryEventType.TASK_STATE_ABORTED);
    plain(10, 7, HistoryEventType.TASK_STATE_ABORTED);
    exited(11, 8, HistoryEventType.PARALLEL_STATE_EXITED, "Describe");
    entered(12, 11, HistoryEventType.TASK_STATE_ENTERED, "Record");

    assertThat(statuses())
        .containsExactly(
            tuple("Describe", "caught"),
            tuple("Tag", "failed"),
            tuple("Prompt", "aborted"),
            tuple("Record", "running"));
    assertThat(reader.steps().get(0).error()).isEqualTo(reader.steps().get(1).error());
  }

  @Test
  void endsEverythingWithTheExecutionThatFailed() {
    entered(2, 0, HistoryEventType.MAP_STATE_ENTERED, "Each");
    plain(3, 2, HistoryEventType.MAP_STATE_STARTED);
    plain(4, 3, HistoryEventType.MAP_ITERATION_STARTED);
    entered(5, 4, HistoryEventType.TASK_STATE_ENTERED, "Restyle");
    plain(6, 5, HistoryEventType.LAMBDA_FUNCTION_SCHEDULED);
    failed(7, 6, "Broken", "for good");
    plain(8, 7, HistoryEventType.MAP_ITERATION_FAILED);
    plain(9, 8, HistoryEventType.MAP_STATE_FAILED);
    reader.read(
        event(10, 9, HistoryEventType.EXECUTION_FAILED)
            .executionFailedEventDetails(d -> d.error("Broken").cause("for good"))
            .build());

    assertThat(statuses()).containsExactly(tuple("Each", "failed"), tuple("Restyle", "failed"));
    assertThat(reader.steps()).extracting(ExecutionPath.Step::exitedAt).doesNotContainNull();
  }

  @Test
  void aSecondAttemptOfAParallelEndsTheBranchesOfTheFirst() {
    entered(2, 0, HistoryEventType.PARALLEL_STATE_ENTERED, "Describe");
    plain(3, 2, HistoryEventType.PARALLEL_STATE_STARTED);
    entered(4, 3, HistoryEventType.TASK_STATE_ENTERED, "Tag");
    plain(5, 4, HistoryEventType.LAMBDA_FUNCTION_SCHEDULED);
    failed(6, 5, "Busy", "try later");
    plain(7, 6, HistoryEventType.PARALLEL_STATE_STARTED);
    entered(8, 7, HistoryEventType.TASK_STATE_ENTERED, "Tag");
    exited(9, 8, HistoryEventType.TASK_STATE_EXITED, "Tag");
    plain(10, 9, HistoryEventType.PARALLEL_STATE_SUCCEEDED);
    exited(11, 10, HistoryEventType.PARALLEL_STATE_EXITED, "Describe");

    assertThat(statuses())
        .containsExactly(
            tuple("Describe", "succeeded"), tuple("Tag", "failed"), tuple("Tag", "succeeded"));
  }

  @Test
  void aStoppedExecutionLeavesNothingRunning() {
    entered(2, 0, HistoryEventType.WAIT_STATE_ENTERED, "Wait");
    plain(3, 0, HistoryEventType.EXECUTION_ABORTED);

    assertThat(statuses()).containsExactly(tuple("Wait", "aborted"));
  }

  @Test
  void saysWhatAnExpressionOrAFailStateSaid() {
    entered(2, 0, HistoryEventType.PASS_STATE_ENTERED, "Prepare");
    reader.read(
        event(3, 2, HistoryEventType.EVALUATION_FAILED)
            .evaluationFailedEventDetails(d -> d.error("States.QueryEvaluationError").cause("why"))
            .build());

    assertThat(reader.steps().get(0).error())
        .isEqualTo(new ExecutionPath.Error("States.QueryEvaluationError", "why"));
  }

  private List<Tuple> statuses() {
    return reader.steps().stream().map(step -> tuple(step.state(), step.status())).toList();
  }

  private void entered(long id, long previous, HistoryEventType type, String state) {
    reader.read(event(id, previous, type).stateEnteredEventDetails(d -> d.name(state)).build());
  }

  private void exited(long id, long previous, HistoryEventType type, String state) {
    reader.read(event(id, previous, type).stateExitedEventDetails(d -> d.name(state)).build());
  }

  private void failed(long id, long previous, String error, String cause) {
    reader.read(
        event(id, previous, HistoryEventType.LAMBDA_FUNCTION_FAILED)
            .lambdaFunctionFailedEventDetails(d -> d.error(error).cause(cause))
            .build());
  }

  private void plain(long id, long previous, HistoryEventType type) {
    reader.read(event(id, previous, type).build());
  }

  private static HistoryEvent.Builder event(long id, long previous, HistoryEventType type) {
    return HistoryEvent.builder().id(id).previousEventId(previous).type(type).timestamp(at(id));
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }
}
