package dev.vitrine.stepfunctions.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ErrorHandlingTest {

  private static Rig task(String handlers) {
    return Rig.run(
        "T",
        "'T':{'Type':'Task','Resource':'s:do','Next':'End',"
            + handlers
            + "},'End':{'Type':'Succeed'}"
            + (handlers.contains("'Caught'") ? ",'Caught':{'Type':'Pass','End':true}" : ""),
        "{}");
  }

  private static Rig retrying(String retry) {
    return task("'Retry':[" + retry + "],'Catch':[{'ErrorEquals':['States.ALL'],'Next':'Caught'}]");
  }

  @Test
  void waitsLongerBeforeEachRetryUpToTheLongestDelay() {
    Rig rig =
        retrying(
            "{'ErrorEquals':['A'],'IntervalSeconds':2,'BackoffRate':3,'MaxAttempts':3,"
                + "'MaxDelaySeconds':10}");
    for (int seconds : new int[] {2, 6, 10}) {
      rig.fail("A");
      assertThat(rig.untilNextTimer()).isEqualTo(Duration.ofSeconds(seconds));
      rig.pass(Duration.ofSeconds(seconds));
    }
    assertThat(rig.fail("A").output()).isEqualTo("{'Error':'A','Cause':'because'}");
  }

  @Test
  void triesThreeTimesMoreAfterOneTwoAndFourSecondsWhenNothingElseIsSaid() {
    Rig rig = retrying("{'ErrorEquals':['States.ALL']}");
    for (int seconds : new int[] {1, 2, 4}) {
      rig.fail("A");
      assertThat(rig.untilNextTimer()).isEqualTo(Duration.ofSeconds(seconds));
      rig.pass(Duration.ofSeconds(seconds));
    }
    assertThat(rig.fail("A").isRunning()).isFalse();
  }

  @Test
  void fullJitterStaysBelowTheDelay() {
    Rig rig =
        retrying(
            "{'ErrorEquals':['A'],'IntervalSeconds':100,'MaxAttempts':99,'BackoffRate':1,"
                + "'JitterStrategy':'FULL'}");
    Duration shortest = Duration.ofSeconds(100);
    for (int i = 0; i < 30; i++) {
      rig.fail("A");
      Duration delay = rig.untilNextTimer();
      assertThat(delay).isLessThan(Duration.ofSeconds(100));
      shortest = delay.compareTo(shortest) < 0 ? delay : shortest;
      rig.pass(delay);
    }
    assertThat(shortest).isLessThan(Duration.ofSeconds(50));
  }

  @Test
  void eachRetrierCountsItsOwnAttempts() {
    Rig rig =
        retrying("{'ErrorEquals':['A'],'MaxAttempts':1},{'ErrorEquals':['B'],'MaxAttempts':1}");
    rig.fail("A").pass(Duration.ofSeconds(1));
    rig.fail("B").pass(Duration.ofSeconds(1));
    assertThat(rig.fail("A").output()).isEqualTo("{'Error':'A','Cause':'because'}");
  }

  @Test
  void aRetryWithZeroAttemptsMeansNever() {
    Rig rig = retrying("{'ErrorEquals':['A'],'MaxAttempts':0},{'ErrorEquals':['States.ALL']}");
    assertThat(rig.fail("A").isRunning()).isFalse();
  }

  @Test
  void tellsTheRetryCountInTheContext() {
    Rig rig =
        task(
            "'Arguments':'{% $states.context.State.RetryCount %}',"
                + "'Retry':[{'ErrorEquals':['A']}]");
    rig.fail("A").pass(Duration.ofSeconds(1));
    assertThat(rig.onlyTask().arguments()).isEqualTo(1);
  }

  @Test
  void catchesByNameAndAssigns() {
    Rig rig =
        task(
            "'Catch':[{'ErrorEquals':['B'],'Next':'End'},{'ErrorEquals':['A'],"
                + "'Assign':{'why':'{% $states.errorOutput.Cause %}'},"
                + "'Output':'{% $states.errorOutput.Error %}','Next':'Caught'}]");
    assertThat(rig.fail("A").output()).isEqualTo("'A'");
    assertThat(rig.types()).contains("TaskFailed", "TaskStateExited", "PassStateEntered");
  }

  @Test
  void taskFailedMeansEverythingButATimeout() {
    String handlers =
        "'TimeoutSeconds':5,'Catch':[{'ErrorEquals':['States.TaskFailed'],'Next':'Caught'}]";
    assertThat(task(handlers).fail("Any").result().status())
        .isEqualTo(ExecutionResult.Status.SUCCEEDED);
    assertThat(task(handlers).pass(Duration.ofSeconds(5)).error()).isEqualTo("States.Timeout");
  }

  @Test
  void runtimeErrorsCannotBeHandled() {
    Rig rig = retrying("{'ErrorEquals':['States.ALL']}");
    assertThat(rig.fail("States.Runtime").error()).isEqualTo("States.Runtime");
  }

  @Test
  void aFailedQueryCanBeCaught() {
    Rig rig =
        task(
            "'Arguments':'{% $nothing %}',"
                + "'Catch':[{'ErrorEquals':['States.QueryEvaluationError'],"
                + "'Output':'{% $states.errorOutput.Error %}','Next':'Caught'}]");
    assertThat(rig.output()).isEqualTo("'States.QueryEvaluationError'");
    assertThat(rig.types()).contains("EvaluationFailed");
  }

  @Test
  void anErrorInsideOfTheCatchFailsTheExecution() {
    Rig rig =
        task("'Catch':[{'ErrorEquals':['States.ALL'],'Output':'{% $nothing %}','Next':'Caught'}]");
    assertThat(rig.fail("A").error()).isEqualTo("States.QueryEvaluationError");
    assertThat(rig.cause()).contains("'T'").contains("'Output'").contains("undefined");
  }
}
