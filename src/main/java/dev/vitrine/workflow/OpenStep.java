package dev.vitrine.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A visit to a state while its events come in. */
final class OpenStep {
  final String state;

  /** The Parallel or Map around it; null at the top. */
  final @Nullable OpenStep outer;

  /** Whether it is a Parallel or a Map itself. */
  final boolean container;

  /** Of a container: all of its branches did. */
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

  void failedWith(ExecutionPath.Error said) {
    error = said;
    lastAttemptFailed = true;
  }

  /** The workflow went on from here. */
  void exit(Instant at) {
    exited = true;
    endedAt = at;
  }

  /** It went on elsewhere, or nowhere; what failed here, failed what is around it. */
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
