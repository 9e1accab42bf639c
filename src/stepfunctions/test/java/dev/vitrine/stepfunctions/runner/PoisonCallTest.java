package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call that ends its process each time is given up; one whose process is told to stop is not. */
class PoisonCallTest {

  private static final String CALL =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Call", "States": {"Call": {"Type": "Task",
        "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f", "End": true}}}
      """;

  @TempDir Path directory;

  /** The first process and six more begin the call and end; the eighth does not begin it. */
  @Test
  void aCallDuringWhichTheProcessEndsAgainAndAgainFails() throws Exception {
    Path home = directory.resolve("poison");
    AskedFunctions functions = new AskedFunctions();
    Integrations integrations = new Integrations(functions);
    for (int process = 1; process <= 7; process++) {
      kill(begins(home, functions));
    }
    try (StateMachineRunner runner = new StateMachineRunner(home, integrations)) {
      runner.start();
      assertThat(error(runner)).isEqualTo("Runtime.ExitError");
      assertThat(functions.open).isEmpty();
    }
  }

  /** Eight processes are stopped in good order and five killed: one fewer than ends the call. */
  @Test
  void anOrderlyStopIsNotTakenForTheCallsFault() throws Exception {
    Path home = directory.resolve("stopped");
    AskedFunctions functions = new AskedFunctions();
    for (int process = 1; process <= 13; process++) {
      StateMachineRunner runner = begins(home, functions);
      if (process % 5 < 3) {
        runner.close();
      } else {
        kill(runner);
      }
    }
    try (StateMachineRunner runner = begins(home, functions)) {
      assertThat(runner.running(Arns.execution("m", "one"))).isPresent();
    }
  }

  /** {@return a runner that has begun the call of the execution "one", which does not end} */
  private static StateMachineRunner begins(Path home, AskedFunctions functions) throws Exception {
    StateMachineRunner runner = new StateMachineRunner(home, new Integrations(functions));
    runner.start();
    if (runner.machines().find("m").isEmpty()) {
      runner.define("m", CALL);
      Machine machine = runner.machines().find("m").orElseThrow();
      runner.startExecution(machine, "one", "{}").get(20, TimeUnit.SECONDS);
    } else {
      LiveExecution live = runner.running(Arns.execution("m", "one")).orElseThrow();
      live.ready().get(20, TimeUnit.SECONDS);
    }
    assertThat(functions.open.poll(20, TimeUnit.SECONDS)).isNotNull();
    return runner;
  }

  /** Ends a runner as the end of its process does once its records are on the disk. */
  private static void kill(StateMachineRunner runner) throws IOException {
    runner.threads().stop();
    runner.store().close();
  }

  /** {@return how the execution "one" failed, once it has ended} */
  private static @Nullable String error(StateMachineRunner runner) throws Exception {
    return ExecutionEnds.result(runner, Arns.execution("m", "one")).failure().error();
  }
}
