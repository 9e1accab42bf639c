package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.stepfunctions.language.ExecutionResult.Status;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * After a suspension of the process or the machine, executions go on where they were, and nothing
 * has timed out.
 *
 * <p>Only the clock jumps here. In a real suspension the threads stop as well, and connections may
 * break: {@code bench/chaos} stops a process by SIGSTOP.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SuspensionTest {
  private static final String MACHINE =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Call", "TimeoutSeconds": 30, "States": {
        "Call": {"Type": "Task", "End": true, "TimeoutSeconds": 2,
          "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f"}}}
      """;

  /**
   * A clock that stops and jumps when the test says so, as the system's does after a suspension.
   */
  private static final class JumpingClock extends Clock {
    private volatile Duration jumped = Duration.ZERO;
    private volatile @Nullable Instant standing;

    void stop() {
      standing = instant();
    }

    /** Makes the clock go on, after a suspension. */
    void jump(Duration suspension) {
      jumped = jumped.plus(suspension);
      standing = null;
    }

    @Override
    public Instant instant() {
      Instant still = standing;
      return still != null ? still : Instant.now().plus(jumped);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  @TempDir Path directory;
  private final JumpingClock time = new JumpingClock();
  private final AskedFunctions functions = new AskedFunctions();

  /**
   * While the clock stands, the process's timers go on. To them a limit's time has passed, as it
   * has when a suspended process goes on.
   */
  @Test
  void timeInWhichNothingCouldWorkIsNotTimeThatAStepTook() throws Exception {
    try (StateMachineRunner runner = runner()) {
      time.stop();
      LiveExecution live = begin(runner);
      TimeUnit.MILLISECONDS.sleep(2_500);
      assertThat(live.ended()).isNotDone();

      time.jump(Duration.ofMinutes(10));
      awaken(runner);
      assertThat(live.ended()).isNotDone();
      functions.answerNext();
      live.ended().get(20, TimeUnit.SECONDS);
      assertThat(ended(runner, Status.SUCCEEDED)).isEqualTo(1);
    }
  }

  @Test
  void aStepThatTakesTooLongWithoutASuspensionTimesOut() throws Exception {
    try (StateMachineRunner runner = runner()) {
      LiveExecution live = begin(runner);
      live.ended().get(20, TimeUnit.SECONDS);
      assertThat(ended(runner, Status.FAILED)).isEqualTo(1);
    }
  }

  @Test
  void aNightBetweenTwoStartsIsNotTimeThatAnExecutionTook() throws Exception {
    try (StateMachineRunner runner = runner()) {
      begin(runner);
      functions.next();
    }
    time.jump(Duration.ofHours(9));
    try (StateMachineRunner runner = runner()) {
      runner.start();
      LiveExecution live = runner.running(Arns.execution("m", "e")).orElseThrow();
      live.ready().get(20, TimeUnit.SECONDS);
      awaken(runner);

      assertThat(live.ended()).isNotDone();
      functions.answerNext();
      live.ended().get(20, TimeUnit.SECONDS);
      assertThat(ended(runner, Status.SUCCEEDED)).isEqualTo(1);
    }
  }

  private StateMachineRunner runner() throws Exception {
    return new StateMachineRunner(directory, new Integrations(functions), time, 4096, 100);
  }

  private static LiveExecution begin(StateMachineRunner runner) throws Exception {
    runner.start();
    runner.define("m", MACHINE);
    Machine machine = runner.machines().find("m").orElseThrow();
    String arn = runner.startExecution(machine, "e", "{}").get(20, TimeUnit.SECONDS).arn();
    return runner.running(arn).orElseThrow();
  }

  /** Ends when the thread of the timers has done all that is due. */
  private static void awaken(StateMachineRunner runner) throws Exception {
    runner.threads().after(50, () -> {}).get(20, TimeUnit.SECONDS);
  }

  private static int ended(StateMachineRunner runner, Status status) throws Exception {
    return runner.store().list(Arns.machine("m"), Optional.of(status), 9, 9).size();
  }
}
