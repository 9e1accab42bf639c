package dev.vitrine.stepfunctions.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StatesTest {

  @Test
  void aPassStateMakesItsOutputAndAssignsFromWhatWasBefore() {
    Rig rig =
        Rig.run(
            "A",
            "'A':{'Type':'Pass','Assign':{'x':1},'Next':'B'},"
                + "'B':{'Type':'Pass','Assign':{'x':'{% $x + 1 %}','y':'{% $x %}'},"
                + "'Output':'{% $x %}','Next':'C'},"
                + "'C':{'Type':'Pass','Output':'{% [$states.input, $x, $y] %}','End':true}",
            "{}");
    assertThat(rig.output()).isEqualTo("[1,2,1]");
  }

  @Test
  void aChoiceTakesTheFirstRuleThatHolds() {
    String states =
        "'C':{'Type':'Choice','Default':'Z','Choices':["
            + "{'Condition':'{% $states.input > 10 %}','Next':'A','Output':'large'},"
            + "{'Condition':'{% $states.input > 5 %}','Next':'A','Assign':{'m':'medium'},"
            + "'Output':'medium'}]},"
            + "'A':{'Type':'Pass','End':true},'Z':{'Type':'Fail','Error':'Small'}";
    assertThat(Rig.run("C", states, "11").output()).isEqualTo("'large'");
    assertThat(Rig.run("C", states, "6").output()).isEqualTo("'medium'");
    assertThat(Rig.run("C", states, "5").error()).isEqualTo("Small");
  }

  @Test
  void aChoiceWithoutDefaultFailsWhenNothingHolds() {
    Rig rig =
        Rig.run(
            "C",
            "'C':{'Type':'Choice','Choices':[{'Condition':'{% false %}','Next':'A'}]},"
                + "'A':{'Type':'Succeed'}",
            "{}");
    assertThat(rig.error()).isEqualTo("States.NoChoiceMatched");
  }

  @Test
  void aConditionMustBeABoolean() {
    Rig rig =
        Rig.run(
            "C",
            "'C':{'Type':'Choice','Choices':[{'Condition':'{% 1 %}','Next':'A'}]},"
                + "'A':{'Type':'Succeed'}",
            "{}");
    assertThat(rig.cause()).contains("Expected 'boolean', but was 'number' for value: 1");
  }

  @Test
  void aWaitLastsAsLongAsItSays() {
    Rig rig = Rig.run("W", "'W':{'Type':'Wait','Seconds':'{% $states.input %}','End':true}", "3");
    assertThat(rig.pass(Duration.ofMillis(2_999)).isRunning()).isTrue();
    assertThat(rig.pass(Duration.ofMillis(1)).output()).isEqualTo("3");
  }

  @Test
  void aWaitUntilATimeEndsThen() {
    Rig rig =
        Rig.run("W", "'W':{'Type':'Wait','Timestamp':'2026-01-02T04:04:06+01:00','End':true}", "1");
    assertThat(rig.untilNextTimer()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aFailStateEndsWithComputedErrorAndCause() {
    Rig rig =
        Rig.run(
            "F",
            "'F':{'Type':'Fail','Error':'{% $states.input.e %}','Cause':'{% `no ` & 7 %}'}",
            "{'e':'Oops'}");
    assertThat(rig.error()).isEqualTo("Oops");
    assertThat(rig.cause()).isEqualTo("no 7");
  }

  @Test
  void theMachinesOwnLimitEndsTheExecution() {
    String definition =
        Rig.definition("W", "'W':{'Type':'Wait','Seconds':100,'End':true}")
            .replaceFirst("\\{", "{\"TimeoutSeconds\":10,");
    Rig rig = Rig.runDefinition(definition, "{}");
    assertThat(rig.pass(Duration.ofSeconds(10)).result().status())
        .isEqualTo(ExecutionResult.Status.TIMED_OUT);
    assertThat(rig.types()).endsWith("WaitStateEntered", "ExecutionTimedOut");
  }

  @Test
  void aStoppedExecutionDoesNothingMore() {
    Rig rig = Rig.run("T", "'T':{'Type':'Task','Resource':'f','End':true}", "{}");
    rig.signal(new Signal.Stopped(new Failure("Mine", "enough")));
    assertThat(rig.result().status()).isEqualTo(ExecutionResult.Status.ABORTED);
    assertThat(rig.error()).isEqualTo("Mine");
    assertThat(rig.tasks).isEmpty();
  }

  @Test
  void anEndlessLoopEndsWithTheHistoryFull() {
    Rig rig = Rig.run("A", "'A':{'Type':'Pass','Next':'A'}", "{}");
    assertThat(rig.error()).isEqualTo("States.Runtime");
    assertThat(rig.events).hasSize(Execution.MAX_EVENTS);
  }

  @Test
  void anOutputThatIsTooLongFailsTheState() {
    Rig rig =
        Rig.run(
            "A",
            "'A':{'Type':'Pass','Output':'{% $states.input & $states.input %}','End':true}",
            "'" + "x".repeat(Values.MAX_BYTES / 2) + "'");
    assertThat(rig.error()).isEqualTo("States.DataLimitExceeded");
  }

  @Test
  void theContextTellsExecutionMachineAndState() {
    Rig rig =
        Rig.run(
            "A",
            "'A':{'Type':'Pass','End':true,'Output':'{% ["
                + "$states.context.Execution.Name, $states.context.StateMachine.Id,"
                + "$states.context.State.Name, $states.context.Execution.Input] %}'}",
            "5");
    assertThat(rig.output()).isEqualTo("['e','arn:m','A',5]");
  }
}
