package dev.vitrine.stepfunctions.language;

import java.time.Instant;

/**
 * What an execution asks of the world. Whoever carries it out answers later with a {@link Signal}.
 */
public interface Effects {

  /**
   * Starts a task, or lets it wait in a line.
   *
   * @return whether the task's work has begun; otherwise a {@link Signal.TaskStarted} follows, and
   *     until then the task's timers are not set
   */
  boolean startTask(TaskCall call);

  /** The answer of this task is no longer wanted; one that comes anyway is ignored. */
  void cancelTask(long id);

  void setTimer(long id, Instant due);

  /**
   * Sets the timer of a limit, at which work that takes too long fails. Time in which the process
   * was suspended does not count, so the timer may fire later than {@code due}.
   */
  default void setLimit(long id, Instant due) {
    setTimer(id, due);
  }

  void cancelTimer(long id);

  /** Nothing follows, unless the execution is redriven. */
  void ended(ExecutionResult result);

  /** A secret for the task, always the same for the same id. */
  String token(long taskId);
}
