package dev.vitrine.stepfunctions.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TaskStateTest {

  private static Rig task(String fields) {
    return Rig.run(
        "T",
        "'T':{'Type':'Task','Resource':'s:do','Next':'End'"
            + (fields.isEmpty() ? "" : "," + fields)
            + "},'End':{'Type':'Succeed'}",
        "{'n':1}");
  }

  @Test
  void passesTheInputToTheTaskAndItsResultOn() {
    Rig rig = task("");
    assertThat(rig.onlyTask().arguments()).isEqualTo(Rig.json("{'n':1}"));
    assertThat(rig.succeed("{'m':2}").output()).isEqualTo("{'m':2}");
  }

  @Test
  void callsWithItsArgumentsAndMakesItsOutputOfTheResult() {
    Rig rig =
        task(
            "'Arguments':{'twice':'{% $states.input.n * 2 %}'},"
                + "'Output':{'in':'{% $states.input.n %}','out':'{% $states.result %}'}");
    assertThat(rig.onlyTask().arguments()).isEqualTo(Rig.json("{'twice':2}"));
    assertThat(rig.succeed("'done'").output()).isEqualTo("{'in':1,'out':'done'}");
  }

  @Test
  void failsTheExecutionWithTheErrorOfTheTask() {
    Rig rig = task("").fail("Oops");
    assertThat(rig.error()).isEqualTo("Oops");
    assertThat(rig.cause()).isEqualTo("because");
    assertThat(rig.types()).endsWith("TaskFailed", "ExecutionFailed");
  }

  @Test
  void timesOutAndNoLongerWantsTheAnswer() {
    Rig rig = task("'TimeoutSeconds':'{% $states.input.n + 4 %}'");
    long id = rig.onlyTask().id();
    assertThat(rig.pass(Duration.ofMillis(4_999)).isRunning()).isTrue();
    assertThat(rig.pass(Duration.ofMillis(1)).error()).isEqualTo("States.Timeout");
    assertThat(rig.tasks).isEmpty();
    rig.signal(new Signal.TaskSucceeded(id, "late"));
    assertThat(rig.result().status()).isEqualTo(ExecutionResult.Status.FAILED);
  }

  @Test
  void heartbeatsKeepItAlive() {
    Rig rig = task("'HeartbeatSeconds':5");
    long id = rig.onlyTask().id();
    rig.pass(Duration.ofSeconds(4));
    rig.signal(new Signal.Heartbeat(id));
    assertThat(rig.pass(Duration.ofSeconds(4)).isRunning()).isTrue();
    assertThat(rig.pass(Duration.ofSeconds(1)).error()).isEqualTo("States.Timeout");
  }

  @Test
  void aMissedHeartbeatCanBeCaughtByItsOwnName() {
    Rig rig =
        task(
            "'HeartbeatSeconds':5,'Catch':[{'ErrorEquals':['States.HeartbeatTimeout'],"
                + "'Output':'caught','Next':'End'}]");
    assertThat(rig.pass(Duration.ofSeconds(5)).output()).isEqualTo("'caught'");
  }

  @Test
  void refusesAResultThatIsLongerThan256KiB() {
    Rig rig = task("'Retry':[{'ErrorEquals':['States.ALL']}]");
    rig.succeed("'" + "x".repeat(Values.MAX_BYTES) + "'");
    assertThat(rig.error()).isEqualTo("States.DataLimitExceeded");
  }

  @Test
  void acceptsAResultOfExactly256KiB() {
    Rig rig = task("").succeed("'" + "x".repeat(Values.MAX_BYTES - 2) + "'");
    assertThat(rig.result().status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);
  }

  @Test
  void givesItsTokenToTheTaskThatWaitsForIt() {
    Rig rig =
        Rig.run(
            "T",
            "'T':{'Type':'Task','Resource':'s:ask','End':true,"
                + "'Arguments':{'token':'{% $states.context.Task.Token %}'}}",
            "{}");
    TaskCall call = rig.onlyTask();
    assertThat(call.arguments()).isEqualTo(Rig.json("{'token':'" + call.token() + "'}"));
    rig.signal(new Signal.TaskSubmitted(call.id(), "handed over"));
    assertThat(rig.openTasks()).singleElement().matches(Execution.OpenTask::submitted);
    assertThat(rig.succeed("'answer'").output()).isEqualTo("'answer'");
    assertThat(rig.types())
        .containsSubsequence("TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded");
  }

  @Test
  void writesAFunctionsEventsAsAwsDoes() {
    Rig rig = Rig.run("T", "'T':{'Type':'Task','Resource':'f','End':true}", "{}");
    rig.succeed("1");
    assertThat(rig.types())
        .containsExactly(
            "ExecutionStarted",
            "TaskStateEntered",
            "LambdaFunctionScheduled",
            "LambdaFunctionStarted",
            "LambdaFunctionSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded");
  }
}
