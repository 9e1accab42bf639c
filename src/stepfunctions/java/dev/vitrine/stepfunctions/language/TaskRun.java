package dev.vitrine.stepfunctions.language;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One attempt of a Task state, from its call to its answer or its time-out. */
final class TaskRun {

  private final Visit visit;
  private final TaskCall call;
  private final Execution execution;
  private int timeoutSeconds;
  private int heartbeatSeconds;
  private boolean submitted;
  private long timeout;
  private long heartbeat;

  TaskRun(Visit visit, TaskCall call) {
    this.visit = visit;
    this.call = call;
    this.execution = visit.branch.execution;
  }

  TaskCall call() {
    return call;
  }

  /** Handed over: all that is missing is the token. */
  boolean submitted() {
    return submitted;
  }

  /**
   * @param timeoutSeconds 0: no limit
   * @param heartbeatSeconds 0: no limit
   */
  void start(int timeoutSeconds, int heartbeatSeconds) {
    this.timeoutSeconds = timeoutSeconds;
    this.heartbeatSeconds = heartbeatSeconds;
    event("Scheduled", scheduled(timeoutSeconds));
    event("Started", new Details());
    Instant now = execution.now();
    if (timeoutSeconds > 0) {
      timeout = execution.prepareLimit(now.plusSeconds(timeoutSeconds), () -> timedOut(false));
    }
    if (heartbeatSeconds > 0) {
      heartbeat = execution.prepareLimit(now.plusSeconds(heartbeatSeconds), () -> timedOut(true));
    }
    visit.running(this::cancel);
    if (execution.startTask(this)) {
      begun();
    }
  }

  /** The task's work has begun, now or once more after a crash: its time counts from here. */
  void begun() {
    Instant now = execution.now();
    execution.restartLimit(timeout, now.plusSeconds(timeoutSeconds));
    execution.restartLimit(heartbeat, now.plusSeconds(heartbeatSeconds));
  }

  /** Ids of its timers; 0 for one that it does not have. */
  Set<Long> timers() {
    return timeout == heartbeat ? Set.of(timeout) : Set.of(timeout, heartbeat);
  }

  private Details scheduled(int timeoutSeconds) {
    Integer limit = timeoutSeconds > 0 ? timeoutSeconds : null;
    Integer pulse = heartbeatSeconds > 0 ? heartbeatSeconds : null;
    return call.type().service() == null
        ? new Details()
            .with("resource", call.type().resource())
            .withJson("input", call.arguments())
            .with("timeoutInSeconds", limit)
        : new Details()
            .withJson("parameters", call.arguments())
            .with("timeoutInSeconds", limit)
            .with("heartbeatInSeconds", pulse);
  }

  void submitted(@Nullable Object output) {
    submitted = true;
    event("Submitted", new Details().withJson("output", output));
  }

  void succeeded(@Nullable Object output) {
    if (Values.tooLarge(output)) {
      failed(Failure.resultTooLarge(call.type()));
      return;
    }
    settle();
    event("Succeeded", new Details().withJson("output", output));
    visit.attempt(() -> visit.leave(View.of(visit).result(output), output));
  }

  void failed(Failure failure) {
    settle();
    event("Failed", new Details().withFailure(failure));
    visit.failed(failure);
  }

  void beat() {
    if (heartbeat != 0) {
      execution.cancelTimer(heartbeat);
      Instant due = execution.now().plusSeconds(heartbeatSeconds);
      heartbeat = execution.prepareLimit(due, () -> timedOut(true));
      execution.restartLimit(heartbeat, due);
    }
  }

  private void timedOut(boolean heartbeatMissed) {
    cancel();
    event("TimedOut", new Details().with("error", Failure.TIMEOUT));
    visit.failed(new Failure(Failure.TIMEOUT, null), heartbeatMissed);
  }

  private void cancel() {
    execution.cancelTask(call.id());
    settle();
  }

  private void settle() {
    execution.cancelTimer(timeout);
    execution.cancelTimer(heartbeat);
  }

  /** A function has events of its own; a service integration says which one it is. */
  private void event(String what, Details details) {
    String service = call.type().service();
    if (service == null) {
      visit.branch.event("LambdaFunction" + what, details::fields);
      return;
    }
    visit.branch.event(
        "Task" + what,
        () ->
            new Details()
                .with("resourceType", service)
                .with("resource", call.type().action())
                .withAll(details)
                .fields());
  }
}
