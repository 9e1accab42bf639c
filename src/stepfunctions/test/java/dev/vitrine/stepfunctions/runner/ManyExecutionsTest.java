package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finished executions are on disk only: {@code bench/runner} does the same with 100,000. */
class ManyExecutionsTest {

  private static final String MACHINE =
      "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Succeed\"}}}";

  /** Less than anything that would be kept of an execution: its name alone takes 56. */
  private static final int BYTES_EACH = 50;

  private static final int AT_ONCE = 500;

  @TempDir Path directory;

  private static void run(StateMachineRunner runner, int from, int to) throws Exception {
    Machine machine = runner.machines().find("m").orElseThrow();
    for (int i = from; i < to; i += AT_ONCE) {
      List<CompletableFuture<?>> ends = new ArrayList<>();
      for (int n = i; n < i + AT_ONCE; n++) {
        String name = "e" + n;
        runner.startExecution(machine, name, "{}");
        runner.running(Arns.execution("m", name)).ifPresent(live -> ends.add(live.ended()));
      }
      for (CompletableFuture<?> end : ends) {
        end.get(60, TimeUnit.SECONDS);
      }
    }
  }

  private static long usedHeap() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(50);
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  @Test
  void areListedInPagesAndTakeNoMemory() throws Exception {
    int few = 2_000;
    int many = 22_000;
    try (StateMachineRunner runner =
        new StateMachineRunner(
            directory, new Integrations(new StepFunctionsServer.NoFunctions()))) {
      runner.start();
      runner.define("m", MACHINE);
      run(runner, 0, few);
      long before = usedHeap();
      run(runner, few, many);
      assertThat(usedHeap() - before).isLessThan((long) BYTES_EACH * (many - few));
      assertThat(runner.runningCount()).isZero();

      long last = Long.MAX_VALUE;
      int listed = 0;
      for (var page = list(runner, last); !page.isEmpty(); page = list(runner, last)) {
        for (ExecutionTable.ExecutionRow row : page) {
          assertThat(row.execution()).isEqualTo(many - 1 - listed++);
        }
        last = page.get(page.size() - 1).execution();
      }
      assertThat(listed).isEqualTo(many);
    }
  }

  private static List<ExecutionTable.ExecutionRow> list(StateMachineRunner runner, long before)
      throws Exception {
    return runner.store().list(Arns.machine("m"), Optional.empty(), before, 1_000);
  }
}
