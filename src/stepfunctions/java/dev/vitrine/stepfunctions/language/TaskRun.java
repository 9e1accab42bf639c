package dev.vitrine.stepfunctions.language;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One attempt of a Task state, from its call to its answer or its time-out. */
final class TaskRun {

  private final Visit visit;
  private final TaskCall call;
  private final Execution execution;
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
    this.heartbeatSeconds = heartbeatSeconds;
    event("Scheduled", scheduled(timeoutSeconds));
    event("Started", Map.of());
    if (timeoutSeconds > 0) {
      timeout =
          execution.setTimer(execution.now().plusSeconds(timeoutSeconds), () -> timedOut(false));
    }
    expectHeartbeat();
    visit.running(this::cancel);
    execution.startTask(this);
  }

  private Map<String, @Nullable Object> scheduled(int timeoutSeconds) {
    Integer limit = timeoutSeconds > 0 ? timeoutSeconds : null;
    Integer pulse = heartbeatSeconds > 0 ? heartbeatSeconds : null;
    return call.type().service() == null
        ? Details.of(
            "resource",
            call.type().resource(),
            "input",
            call.arguments(),
            "timeoutInSeconds",
            limit)
        : Details.of(
            "parameters", call.arguments(), "timeoutInSeconds", limit, "heartbeatInSeconds", pulse);
  }

  void submitted(@Nullable Object output) {
    submitted = true;
    event("Submitted", Details.of("output", output));
  }

  void succeeded(@Nullable Object output) {
    if (Values.tooLarge(output)) {
      failed(Failure.resultTooLarge(call.type()));
      return;
    }
    settle();
    event("Succeeded", Details.of("output", output));
    visit.attempt(() -> visit.leave(View.of(visit).result(output), output));
  }

  void failed(Failure failure) {
    settle();
    event("Failed", Details.of("error", failure.error(), "cause", failure.cause()));
    visit.failed(failure);
  }

  void beat() {
    if (heartbeat != 0) {
      execution.cancelTimer(heartbeat);
      expectHeartbeat();
    }
  }

  private void expectHeartbeat() {
    if (heartbeatSeconds > 0) {
      heartbeat =
          execution.setTimer(execution.now().plusSeconds(heartbeatSeconds), () -> timedOut(true));
    }
  }

  private void timedOut(boolean heartbeatMissed) {
    cancel();
    event("TimedOut", Details.of("error", Failure.TIMEOUT));
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
  private void event(String what, Map<String, @Nullable Object> details) {
    String service = call.type().service();
    if (service == null) {
      visit.branch.event("LambdaFunction" + what, () -> details);
      return;
    }
    visit.branch.event(
        "Task" + what,
        () -> {
          Map<String, @Nullable Object> all =
              Details.of("resourceType", service, "resource", call.type().action());
          all.putAll(details);
          return all;
        });
  }
}
