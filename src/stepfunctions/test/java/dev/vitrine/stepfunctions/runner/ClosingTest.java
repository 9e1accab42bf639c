package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.stepfunctions.language.ExecutionResult.Status;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A runner that is closed in the midst of its work fails none of it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ClosingTest {
  private static final int ROUNDS = 4;
  private static final int EXECUTIONS = 50;
  private static final String MACHINE =
      """
      {"QueryLanguage": "JSONata", "StartAt": "First", "States": {
        "First": {"Type": "Task", "TimeoutSeconds": 300, "Next": "Second",
          "Resource": "arn:aws:lambda:us-east-1:000000000000:function:first"},
        "Second": {"Type": "Task", "TimeoutSeconds": 300, "End": true,
          "Resource": "arn:aws:lambda:us-east-1:000000000000:function:never"}}}
      """;

  /** Answers for the first step at once, for the second never. */
  private static final class Functions implements FunctionInvoker {
    @Override
    public boolean knows(String functionName) {
      return true;
    }

    @Override
    public CompletionStage<FunctionResult> invoke(String functionName, String payload) {
      return functionName.equals("first")
          ? CompletableFuture.completedFuture(new FunctionResult("1", null))
          : new CompletableFuture<>();
    }
  }

  @TempDir Path directory;

  @Test
  void whatWasRunningGoesOnAtTheNextStart() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      List<CompletableFuture<?>> begun = new ArrayList<>();
      try (StateMachineRunner runner = runner()) {
        runner.start();
        runner.define("m", MACHINE);
        Machine machine = runner.machines().find("m").orElseThrow();
        for (int i = 0; i < EXECUTIONS; i++) {
          begun.add(runner.startExecution(machine, round + "-" + i, "{}"));
        }
        begun.get(0).get(20, TimeUnit.SECONDS);
      }
    }
    try (StateMachineRunner runner = runner()) {
      runner.start();
      assertThat(
              runner
                  .store()
                  .list(Arns.machine("m"), Optional.of(Status.FAILED), Integer.MAX_VALUE, 9))
          .isEmpty();
    }
  }

  private StateMachineRunner runner() throws Exception {
    return new StateMachineRunner(
        directory, new Integrations(new Functions()), Clock.systemUTC(), 4096, 100);
  }
}
