package dev.vitrine.stepfunctions.language;

import org.jspecify.annotations.Nullable;

/**
 * What the world tells an execution. The execution is a function of its signals, in their order and
 * with their times: who keeps them can make it again.
 */
public sealed interface Signal {

  record Started() implements Signal {}

  /** The work of a task that had to wait in a line has begun: its time counts from now. */
  record TaskStarted(long task) implements Signal {}

  /** A task that waits for its token has been handed over. */
  record TaskSubmitted(long task, @Nullable Object output) implements Signal {}

  record TaskSucceeded(long task, @Nullable Object output) implements Signal {}

  record TaskFailed(long task, Failure failure) implements Signal {}

  record Heartbeat(long task) implements Signal {}

  record TimerFired(long timer) implements Signal {}

  record Stopped(Failure failure) implements Signal {}

  /** Carries on from where it failed. */
  record Redriven() implements Signal {}
}
