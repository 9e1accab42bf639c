package dev.vitrine.workflow;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path an execution took through the state machine.
 *
 * @param executionArn the execution
 * @param status {@code running}, {@code succeeded}, {@code failed}, {@code timed_out} or {@code
 *     aborted}
 * @param startedAt when it was started
 * @param stoppedAt when it ended; null while it runs
 * @param steps in the order they were entered
 */
public record ExecutionPath(
    String executionArn,
    String status,
    Instant startedAt,
    @Nullable Instant stoppedAt,
    List<Step> steps) {

  public ExecutionPath {
    steps = List.copyOf(steps);
  }

  /**
   * One visit to a state.
   *
   * @param state the state's name in the ASL file
   * @param status {@code running}, {@code succeeded}, {@code caught} (failed, and the workflow went
   *     on), {@code failed} or {@code aborted} (something else failed, or somebody stopped it)
   * @param enteredAt when
   * @param exitedAt when it ended, whether it succeeded or not; null while it runs
   * @param attempts how often a task was tried; 0 for states without one
   * @param error of the last failed attempt, or of a state inside this one; null when none failed
   */
  public record Step(
      String state,
      String status,
      Instant enteredAt,
      @Nullable Instant exitedAt,
      int attempts,
      @Nullable Error error) {}

  /** An error as the workflow service reports it. */
  public record Error(String code, String message) {}
}
