package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed at every single change of the disk in turn, whichever file it was of, with
 * and without the half of it, and started again. What was acknowledged has the same result then.
 */
class EveryWriteTest {

  private static final String MACHINE =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Both", "States": {
        "Both": {"Type": "Parallel", "Next": "Wait", "Branches": [
          {"StartAt": "Call", "States": {"Call": {"Type": "Task", "End": true,
            "Resource": "arn:aws:lambda:us-east-1:000000000000:function:echo"}}},
          {"StartAt": "Catch", "States": {
            "Catch": {"Type": "Task", "End": true,
              "Resource": "arn:aws:lambda:us-east-1:000000000000:function:broken",
              "Catch": [{"ErrorEquals": ["Broken"], "Output": "caught", "Next": "Caught"}]},
            "Caught": {"Type": "Pass", "End": true}}}]},
        "Wait": {"Type": "Wait", "Seconds": 0, "Next": "Last"},
        "Last": {"Type": "Task", "End": true,
          "Resource": "arn:aws:lambda:us-east-1:000000000000:function:echo"}}}
      """;

  /** More segments than there will be. */
  private static final int MANY = 1_000;

  private static final Logger LOG = Logger.getLogger(JournalWriter.class.getName());
  private static final int EXECUTIONS = 3;

  @TempDir Path directory;

  /** Segments so small that every execution needs new ones. */
  private static StateMachineRunner runner(Path home, int kept) throws Exception {
    return new StateMachineRunner(
        home, new Integrations(new EchoingFunctions()), Clock.systemUTC(), 700, kept);
  }

  /** A dead disk is no news here. */
  @BeforeEach
  void beQuiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterEach
  void speakAgain() {
    LOG.setLevel(null);
  }

  /** Defines, starts and finishes executions one after the other, as far as the disk lets it. */
  private static Set<String> work(Path home, DyingDisk disk, int kept) throws Exception {
    Set<String> acknowledged = new HashSet<>();
    StateMachineRunner runner = null;
    try {
      runner = runner(home, kept);
      runner.start();
      runner.define("m", MACHINE);
      Machine machine = runner.machines().find("m").orElseThrow();
      for (int i = 0; i < EXECUTIONS; i++) {
        CompletableFuture<ExecutionStart> start =
            runner.startExecution(machine, "e" + i, "\"" + i + "\"");
        String arn = unlessDead(start, disk).arn();
        acknowledged.add(arn);
        var live = runner.running(arn);
        if (live.isPresent()) {
          unlessDead(live.get().ended(), disk);
        }
        if (kept < MANY) {
          // It may be gone when it is looked for: the oldest segments are deleted.
          acknowledged.remove(arn);
        }
      }
    } catch (Exception e) {
      assertThat(disk.isDead()).as("failed on a disk that lives: %s", e).isTrue();
    } finally {
      if (runner != null) {
        kill(runner);
      }
    }
    return acknowledged;
  }

  private static <T> T unlessDead(CompletableFuture<T> future, DyingDisk disk) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < deadline) {
      try {
        return future.get(disk.isDead() ? 1 : 5, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (disk.isDead()) {
          throw e;
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    throw new IllegalStateException("waits on a disk that lives");
  }

  private static void kill(StateMachineRunner runner) {
    try {
      runner.close();
    } catch (Exception e) {
      // It cannot write what it would at an orderly end: that is the point.
    }
  }

  /** Starts again on a disk that lives: all that was acknowledged ends, and new work is taken. */
  private void survives(Path home, Set<String> acknowledged, int kept, String what)
      throws Exception {
    try (StateMachineRunner runner = runner(home, kept)) {
      runner.start();
      runner.define("m", MACHINE);
      for (int i = 0; i < EXECUTIONS; i++) {
        String arn = Arns.execution("m", "e" + i);
        // Before the new one: with few segments what these write would push it out.
        ExecutionEnds.await(runner, arn);
        if (acknowledged.contains(arn)) {
          assertThat(ExecutionEnds.result(runner, arn).output())
              .as("%s, %s", what, arn)
              .isEqualTo(result(i));
        }
      }
      Machine machine = runner.machines().find("m").orElseThrow();
      String arn = runner.startExecution(machine, "new", "\"9\"").get(20, TimeUnit.SECONDS).arn();
      assertThat(ExecutionEnds.result(runner, arn).output()).as(what).isEqualTo(result(9));
    }
  }

  private static Object result(int number) {
    return List.of(String.valueOf(number), "caught");
  }

  private void killAtEveryWrite(int kept) throws Exception {
    DyingDisk whole = new DyingDisk(Long.MAX_VALUE - 1, false);
    work(whole.path(Files.createDirectory(directory.resolve("whole"))), whole, kept);
    assertThat(whole.changes()).isGreaterThan(30);
    for (long last = 0; last <= whole.changes(); last++) {
      for (boolean torn : new boolean[] {false, true}) {
        Path home = Files.createDirectory(directory.resolve(last + (torn ? "torn" : "")));
        DyingDisk disk = new DyingDisk(last, torn);
        Set<String> acknowledged = work(disk.path(home), disk, kept);
        survives(home, acknowledged, kept, "killed after %d, torn %s".formatted(last, torn));
      }
    }
  }

  @Test
  void theResultIsTheSameWhicheverWriteWasTheLast() throws Exception {
    killAtEveryWrite(MANY);
  }

  @Test
  void soItIsWhenOldSegmentsAreDeletedMeanwhile() throws Exception {
    killAtEveryWrite(2);
  }
}
