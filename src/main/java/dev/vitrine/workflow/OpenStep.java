package dev.vitrine.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A visit to a state, while its events are being read. */
final class OpenStep {
  final String state;

  /** The Parallel or Map that contains it; null at the top level. */
  final @Nullable OpenStep outer;

  /** Whether the state itself is a Parallel or a Map. */
  final boolean container;

  /** For a Parallel or Map: whether all of its branches succeeded. */
  boolean succeeded;

  private final Instant enteredAt;
  private @Nullable Instant endedAt;
  private boolean exited;
  private int attempts;
  private ExecutionPath.@Nullable Error error;
  private boolean lastAttemptFailed;

  OpenStep(String state, Instant enteredAt, @Nullable OpenStep outer, boolean container) {
    this.state = state;
    this.enteredAt = enteredAt;
    this.outer = outer;
    this.container = container;
  }

  boolean isOpen() {
    return endedAt == null;
  }

  void attempt() {
    attempts++;
    lastAttemptFailed = false;
  }

  void failedWith(ExecutionPath.Error reported) {
    error = reported;
    lastAttemptFailed = true;
  }

  /** The state ended, and the workflow went on from it. */
  void exit(Instant at) {
    exited = true;
    endedAt = at;
  }

  /**
   * The state ended and the workflow did not go on from it; its failure fails its container too.
   */
  void end(Instant at) {
    if (endedAt != null) {
      return;
    }
    endedAt = at;
    if (outer != null && outer.isOpen() && error != null && lastAttemptFailed) {
      outer.failedWith(error);
    }
  }

  ExecutionPath.Step close() {
    return new ExecutionPath.Step(state, status(), enteredAt, endedAt, attempts, error);
  }

  private String status() {
    if (endedAt == null) {
      return "running";
    }
    boolean failed = lastAttemptFailed && !succeeded;
    if (exited) {
      return failed ? "caught" : "succeeded";
    }
    return failed ? "failed" : "aborted";
  }
}
