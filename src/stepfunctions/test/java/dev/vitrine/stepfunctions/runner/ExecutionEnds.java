package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.ExecutionResult;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Waits for the ends of executions, a minute at most. */
final class ExecutionEnds {
  private ExecutionEnds() {}

  static void await(StateMachineRunner runner, String arn) throws Exception {
    Optional<LiveExecution> live = runner.running(arn);
    if (live.isPresent()) {
      live.get().ended().get(1, TimeUnit.MINUTES);
    }
  }

  /** {@return the result of an execution, once it has ended} */
  static ExecutionResult result(StateMachineRunner runner, String arn) throws Exception {
    await(runner, arn);
    ExecutionTable.ExecutionRow row = runner.store().find(arn).orElseThrow();
    return runner.store().end(row).orElseThrow().result();
  }
}
