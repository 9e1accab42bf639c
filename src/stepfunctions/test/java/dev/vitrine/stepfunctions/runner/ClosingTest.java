package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.stepfunctions.language.ExecutionResult.Status;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A runner that is closed in the midst of its work fails none of it, and says nothing of it. */
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
  private static final FunctionInvoker FUNCTIONS =
      (name, payload) ->
          name.equals("first")
              ? CompletableFuture.completedFuture(new FunctionResult("1", null))
              : new CompletableFuture<>();

  /** Keeps what is said of executions that cannot be carried on. */
  private static final class Alarms extends Handler {
    final Queue<String> heard = new ConcurrentLinkedQueue<>();

    @Override
    public void publish(LogRecord said) {
      if (said.getLevel().intValue() >= Level.SEVERE.intValue()) {
        heard.add(said.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static final Logger LOG = Logger.getLogger(LiveExecution.class.getName());

  private final Alarms alarms = new Alarms();

  @TempDir Path directory;

  @BeforeEach
  void listen() {
    LOG.addHandler(alarms);
  }

  @AfterEach
  void listenNoMore() {
    LOG.removeHandler(alarms);
  }

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
    assertThat(alarms.heard).isEmpty();
  }

  private StateMachineRunner runner() throws Exception {
    return new StateMachineRunner(
        directory, new Integrations(FUNCTIONS), Clock.systemUTC(), 4096, 100);
  }
}
