package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.stepfunctions.language.TaskFailedException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executions that ended and run again, beside others and over a restart. */
class RedriveTest {

  private static final String ASK =
      """
      {"QueryLanguage": "JSONata", "StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
        "Resource": "arn:aws:lambda:us-east-1:000000000000:function:ask"}}}
      """;

  private static final String PASS =
      """
      {"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Succeed"}}}
      """;

  @TempDir Path directory;
  private final AskedFunctions asked = new AskedFunctions();

  private StateMachineRunner open() throws Exception {
    return open(Clock.systemUTC(), 4);
  }

  private StateMachineRunner open(Clock clock, int keptSegments) throws Exception {
    StateMachineRunner runner =
        new StateMachineRunner(directory, new Integrations(asked), clock, 4096, keptSegments);
    runner.start();
    runner.define("ask", ASK);
    runner.define("pass", PASS);
    return runner;
  }

  private static String start(StateMachineRunner runner, String machine, String name)
      throws Exception {
    Machine found = runner.machines().find(machine).orElseThrow();
    return runner.startExecution(found, name, "{}").get(20, TimeUnit.SECONDS).arn();
  }

  private String failed(StateMachineRunner runner) throws Exception {
    String arn = start(runner, "ask", "one");
    asked.next().completeExceptionally(new TaskFailedException("No", "not yet"));
    ExecutionEnds.await(runner, arn);
    return arn;
  }

  /** Redrives it, and lets it fail again. */
  private Instant redriven(StateMachineRunner runner, String arn, String token) throws Exception {
    Instant at = runner.redrives().redrive(arn, token).get(20, TimeUnit.SECONDS);
    asked.next().completeExceptionally(new TaskFailedException("No", "not yet"));
    ExecutionEnds.await(runner, arn);
    return at;
  }

  private static int redrives(StateMachineRunner runner, String arn) throws Exception {
    return runner.store().find(arn).orElseThrow().redrives();
  }

  private static void runOthers(StateMachineRunner runner, String prefix, int count)
      throws Exception {
    for (int i = 0; i < count; i++) {
      ExecutionEnds.await(runner, start(runner, "pass", prefix + i));
    }
  }

  @Test
  void keepsItsRecordsWhileItRunsHoweverMuchElseIsWritten() throws Exception {
    String arn;
    try (StateMachineRunner runner = open()) {
      arn = failed(runner);
      // The redrive stands in another segment than the start, and both would be too old to keep.
      runOthers(runner, "before", 20);
      runner.redrives().redrive(arn, null).get(20, TimeUnit.SECONDS);
      asked.next();
      runOthers(runner, "after", 60);
    }
    try (StateMachineRunner runner = open()) {
      asked.answerNext();
      ExecutionEnds.await(runner, arn);
      assertThat(ExecutionEnds.result(runner, arn).output()).isEqualTo("yes");
    }
  }

  @Test
  void isRefusedWhileItRunsAndAfterASuccess() throws Exception {
    try (StateMachineRunner runner = open()) {
      String arn = failed(runner);
      CompletableFuture<?> first = runner.redrives().redrive(arn, null);
      assertThatThrownBy(() -> runner.redrives().redrive(arn, null))
          .isInstanceOf(ApiException.class)
          .hasMessage("Execution is RUNNING and cannot be redriven");
      first.get(20, TimeUnit.SECONDS);
      asked.next().complete(new FunctionResult("1", null));
      ExecutionEnds.await(runner, arn);
      assertThatThrownBy(() -> runner.redrives().redrive(arn, null))
          .hasMessage("Execution is SUCCEEDED and cannot be redriven");
    }
  }

  @Test
  void isAnsweredTheSameWhenItsTokenComesAgain() throws Exception {
    String arn;
    Instant at;
    try (StateMachineRunner runner = open()) {
      arn = failed(runner);
      CompletableFuture<Instant> first = runner.redrives().redrive(arn, "one");
      CompletableFuture<Instant> again = runner.redrives().redrive(arn, "one");
      at = first.get(20, TimeUnit.SECONDS);
      assertThat(again.get(20, TimeUnit.SECONDS)).isEqualTo(at);
      assertThat(runner.redrives().redrive(arn, "one").get(20, TimeUnit.SECONDS)).isEqualTo(at);
      assertThatThrownBy(() -> runner.redrives().redrive(arn, "two"))
          .hasMessage("Execution is RUNNING and cannot be redriven");
      asked.next().completeExceptionally(new TaskFailedException("No", "not yet"));
      ExecutionEnds.await(runner, arn);
    }
    try (StateMachineRunner runner = open()) {
      assertThat(runner.redrives().redrive(arn, "one").get(20, TimeUnit.SECONDS)).isEqualTo(at);
      assertThat(runner.running(arn)).isEmpty();
      assertThat(redrives(runner, arn)).isEqualTo(1);
      redriven(runner, arn, "two");
      assertThat(redrives(runner, arn)).isEqualTo(2);
      runner.redrives().redrive(arn, null).get(20, TimeUnit.SECONDS);
      asked.next().complete(new FunctionResult("1", null));
      ExecutionEnds.await(runner, arn);
      assertThat(runner.redrives().redrive(arn, "one").get(20, TimeUnit.SECONDS))
          .as("also after it succeeded")
          .isEqualTo(at);
    }
  }

  @Test
  void forgetsATokenAfterFifteenMinutesAndAfterTenOthers() throws Exception {
    String arn;
    try (StateMachineRunner runner = open(Clock.systemUTC(), 99)) {
      arn = failed(runner);
      for (int i = 0; i <= 10; i++) {
        redriven(runner, arn, "token-" + i);
      }
      runner.redrives().redrive(arn, "token-1").get(20, TimeUnit.SECONDS);
      assertThat(redrives(runner, arn)).isEqualTo(11);
      redriven(runner, arn, "token-0");
      assertThat(redrives(runner, arn)).isEqualTo(12);
    }
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(14));
    try (StateMachineRunner runner = open(later, 99)) {
      runner.redrives().redrive(arn, "token-0").get(20, TimeUnit.SECONDS);
      assertThat(redrives(runner, arn)).isEqualTo(12);
    }
    Clock tooLate = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(16));
    try (StateMachineRunner runner = open(tooLate, 99)) {
      redriven(runner, arn, "token-0");
      assertThat(redrives(runner, arn)).isEqualTo(13);
    }
  }
}
