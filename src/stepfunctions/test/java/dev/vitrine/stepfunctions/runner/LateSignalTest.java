package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.stepfunctions.language.ExecutionResult;
import dev.vitrine.stepfunctions.language.Signal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes for an execution after its end must not bring it back. */
class LateSignalTest {

  private static final String MACHINE =
      """
      {"QueryLanguage": "JSONata", "StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
        "Resource": "arn:aws:lambda:us-east-1:000000000000:function:slow", "TimeoutSeconds": 1}}}
      """;

  @TempDir Path directory;

  private static String start(StateMachineRunner runner) throws Exception {
    runner.start();
    runner.define("m", MACHINE);
    Machine machine = runner.machines().find("m").orElseThrow();
    return runner.startExecution(machine, "one", "{}").get(20, TimeUnit.SECONDS).arn();
  }

  @Test
  void aTaskThatAnswersAfterItsTimeoutLeavesTheEndedExecutionAsItIs() throws Exception {
    CompletableFuture<FunctionResult> answer = new CompletableFuture<>();
    FunctionInvoker slow = (name, payload) -> answer;
    String arn;
    try (StateMachineRunner runner = new StateMachineRunner(directory, new Integrations(slow))) {
      arn = start(runner);
      runner.running(arn).orElseThrow().ended().get(20, TimeUnit.SECONDS);
      answer.complete(new FunctionResult("1", null));
    }
    try (StateMachineRunner runner = new StateMachineRunner(directory, new Integrations(slow))) {
      runner.start();
      assertThat(runner.running(arn)).isEmpty();
      assertThat(runner.runningCount()).isZero();
      assertThat(ExecutionEnds.result(runner, arn).failure().error()).isEqualTo("States.Timeout");
      assertThat(
              runner
                  .store()
                  .list(Arns.machine("m"), Optional.of(ExecutionResult.Status.RUNNING), 9, 9))
          .isEmpty();
    }
  }

  @Test
  void aStopThatComesTooLateAnswersAndChangesNothing() throws Exception {
    CompletableFuture<FunctionResult> answer = new CompletableFuture<>();
    FunctionInvoker slow = (name, payload) -> answer;
    String arn;
    try (StateMachineRunner runner = new StateMachineRunner(directory, new Integrations(slow))) {
      arn = start(runner);
      LiveExecution live = runner.running(arn).orElseThrow();
      answer.complete(new FunctionResult("1", null));
      live.ended().get(20, TimeUnit.SECONDS);
      live.signal(new Signal.Heartbeat(1)).get(20, TimeUnit.SECONDS);
    }
    try (StateMachineRunner runner = new StateMachineRunner(directory, new Integrations(slow))) {
      runner.start();
      assertThat(runner.runningCount()).isZero();
      assertThat(ExecutionEnds.result(runner, arn).output()).isEqualTo(1);
    }
  }
}
