package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.stepfunctions.language.ExecutionResult.Status;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The time that a task waits in a line before it starts is not time that it takes. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LineTest {

  private static final String MACHINE =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Call", "States": {
        "Call": {"Type": "Task", "End": true, "TimeoutSeconds": 1,
          "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f"}}}
      """;

  /** Functions that take a while; so many run at once, the rest wait. */
  private static final class Line implements FunctionInvoker, AutoCloseable {
    private record Waiting(CompletableFuture<FunctionResult> result, Runnable begun) {}

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final Set<Object> inputs = new HashSet<>();
    private final int atOnce;
    private final long millis;
    private int running;

    Line(int atOnce, long millis) {
      this.atOnce = atOnce;
      this.millis = millis;
    }

    @Override
    public CompletionStage<FunctionResult> invoke(String functionName, String payload) {
      throw new UnsupportedOperationException();
    }

    @Override
    public synchronized CompletionStage<FunctionResult> invoke(FunctionCall call, Runnable begun) {
      Waiting next = new Waiting(new CompletableFuture<>(), begun);
      waiting.add(next);
      inputs.add(call.executionInput());
      startNext();
      return next.result();
    }

    private synchronized void startNext() {
      if (running < atOnce && !waiting.isEmpty()) {
        Waiting next = waiting.remove();
        running++;
        next.begun().run();
        clock.schedule(() -> done(next), millis, TimeUnit.MILLISECONDS);
      }
    }

    private synchronized void done(Waiting next) {
      running--;
      startNext();
      next.result().complete(new FunctionResult("1", null));
    }

    @Override
    public void close() {
      clock.shutdownNow();
    }
  }

  @TempDir Path directory;

  private static List<LiveExecution> start(StateMachineRunner runner, int count) throws Exception {
    runner.start();
    runner.define("m", MACHINE);
    Machine machine = runner.machines().find("m").orElseThrow();
    List<LiveExecution> executions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String input = "{\"number\": %d}".formatted(i);
      String arn = runner.startExecution(machine, "e" + i, input).get(20, TimeUnit.SECONDS).arn();
      runner.running(arn).ifPresent(executions::add);
    }
    return executions;
  }

  @Test
  void aLineHearsWhatTheExecutionWasStartedWith() throws Exception {
    try (Line line = new Line(1, 1);
        StateMachineRunner runner = new StateMachineRunner(directory, new Integrations(line))) {
      for (LiveExecution each : start(runner, 2)) {
        each.ended().get(60, TimeUnit.SECONDS);
      }
      assertThat(line.inputs).isEqualTo(Set.of(Map.of("number", 0), Map.of("number", 1)));
    }
  }

  @Test
  void sixtyStepsBehindSixPlacesAllSucceed() throws Exception {
    try (Line line = new Line(6, 200);
        StateMachineRunner runner = new StateMachineRunner(directory, new Integrations(line))) {
      for (LiveExecution each : start(runner, 60)) {
        each.ended().get(60, TimeUnit.SECONDS);
      }
      assertThat(runner.store().list(Arns.machine("m"), Optional.of(Status.SUCCEEDED), 99, 99))
          .hasSize(60);
    }
  }

  @Test
  void aStepThatTakesTooLongTimesOutEvenAfterALongWait() throws Exception {
    try (Line line = new Line(1, 1_500);
        StateMachineRunner runner = new StateMachineRunner(directory, new Integrations(line))) {
      for (LiveExecution each : start(runner, 2)) {
        each.ended().get(60, TimeUnit.SECONDS);
      }
      assertThat(runner.store().list(Arns.machine("m"), Optional.of(Status.FAILED), 99, 99))
          .hasSize(2);
    }
  }

  @Test
  void whatWaitedInTheLineAtAKillIsCalledAgainWithItsWholeTime() throws Exception {
    try (Line line = new Line(0, 1);
        StateMachineRunner runner = new StateMachineRunner(directory, new Integrations(line))) {
      assertThat(start(runner, 3)).hasSize(3);
    }
    TimeUnit.MILLISECONDS.sleep(1_100);
    try (Line line = new Line(1, 600);
        StateMachineRunner runner = new StateMachineRunner(directory, new Integrations(line))) {
      runner.start();
      for (int i = 0; i < 3; i++) {
        ExecutionEnds.await(runner, Arns.execution("m", "e" + i));
      }
      assertThat(runner.store().list(Arns.machine("m"), Optional.of(Status.SUCCEEDED), 99, 99))
          .hasSize(3);
    }
  }
}
