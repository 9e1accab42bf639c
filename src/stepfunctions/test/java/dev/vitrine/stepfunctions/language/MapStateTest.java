package dev.vitrine.stepfunctions.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MapStateTest {

  private static final String CALL =
      "'ItemProcessor':{'StartAt':'C','States':{"
          + "'C':{'Type':'Task','Resource':'s:do','End':true}}}";

  private static Rig map(String fields, String input) {
    return Rig.run("M", "'M':{'Type':'Map','End':true," + fields + "}", input);
  }

  @Test
  void runsItsProcessorForEachItemAndKeepsTheOrder() {
    Rig rig = map(CALL, "[1,2,3]");
    assertThat(rig.tasks).hasSize(3);
    rig.tasks.keySet().stream()
        .sorted(Collections.reverseOrder())
        .toList()
        .forEach(id -> rig.signal(new Signal.TaskSucceeded(id, rig.tasks.get(id).arguments())));
    assertThat(rig.output()).isEqualTo("[1,2,3]");
  }

  @Test
  void neverRunsMoreAtOnceThanAllowed() {
    Rig rig = map("'MaxConcurrency':'{% 1 + 1 %}'," + CALL, "[1,2,3,4,5]");
    int most = 0;
    while (rig.isRunning()) {
      most = Math.max(most, rig.tasks.size());
      TaskCall call = rig.tasks.values().iterator().next();
      rig.signal(new Signal.TaskSucceeded(rig.take(call.id()), call.arguments()));
    }
    assertThat(most).isEqualTo(2);
    assertThat(rig.output()).isEqualTo("[1,2,3,4,5]");
  }

  @Test
  void selectsWhatAnIterationGetsFromItemAndContext() {
    Rig rig =
        map(
            "'Items':'{% $states.input.items %}','ItemSelector':{"
                + "'at':'{% $states.context.Map.Item.Index %}',"
                + "'item':'{% $states.context.Map.Item.Value %}','all':'{% $states.input.k %}'},"
                + "'ItemProcessor':{'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}",
            "{'k':9,'items':['a']}");
    assertThat(rig.output()).isEqualTo("[{'at':0,'item':'a','all':9}]");
  }

  @Test
  void showsTheItemInsideOfTheIteration() {
    Rig rig =
        map(
            "'ItemProcessor':{'StartAt':'P','States':{'P':{'Type':'Pass','End':true,"
                + "'Output':'{% $states.context.Map.Item.Value & $states.input %}'}}}",
            "['a']");
    assertThat(rig.output()).isEqualTo("['aa']");
  }

  @Test
  void oneFailedIterationFailsItAndAbortsTheOthers() {
    Rig rig = map(CALL, "[1,2,3]");
    long second = rig.tasks.keySet().stream().sorted().skip(1).findFirst().orElseThrow();
    rig.signal(new Signal.TaskFailed(second, new Failure("Bad", null)));
    assertThat(rig.error()).isEqualTo("Bad");
    assertThat(rig.types())
        .endsWith(
            "TaskFailed",
            "MapIterationFailed",
            "TaskStateAborted",
            "MapIterationAborted",
            "TaskStateAborted",
            "MapIterationAborted",
            "MapStateFailed",
            "ExecutionFailed");
  }

  @Test
  void leavesOutAFailureItTolerates() {
    Rig rig = map("'MaxConcurrency':1,'ToleratedFailureCount':1," + CALL, "[1,2,3]");
    rig.fail("Bad");
    assertThat(rig.echoAll().output()).isEqualTo("[2,3]");
  }

  @Test
  void failsWhenMoreFailThanItTolerates() {
    Rig rig = map("'MaxConcurrency':1,'ToleratedFailurePercentage':34," + CALL, "[1,2,3]");
    rig.fail("Bad").fail("Bad");
    assertThat(rig.error()).isEqualTo("States.ExceedToleratedFailureThreshold");
  }

  @Test
  void anEmptyListIsDoneAtOnce() {
    assertThat(map(CALL, "[]").output()).isEqualTo("[]");
  }

  @Test
  void aRedriveKeepsTheIterationsThatSucceeded() {
    Rig rig = map("'MaxConcurrency':1," + CALL, "[1,2,3]");
    rig.succeed("'one'").fail("Bad");
    rig.signal(new Signal.Redriven());
    assertThat(rig.onlyTask().arguments()).isEqualTo(2);
    assertThat(rig.echoAll().output()).isEqualTo("['one',2,3]");
  }

  @Test
  void aRedriveTriesTheItemAgainThatCouldNotBegin() {
    for (String selector : List.of("$number($states.context.Map.Item.Value)", "$pad(``, 262143)")) {
      Rig rig = map("'ItemSelector':'{% " + selector + " %}'," + CALL, "['x']");
      String first = rig.error();
      rig.signal(new Signal.Redriven());
      assertThat(rig.types()).endsWith("MapStateFailed", "ExecutionFailed");
      assertThat(rig.types()).contains("ExecutionRedriven").doesNotContain("MapIterationStarted");
      assertThat(rig.error()).isEqualTo(first);
    }
  }

  @Test
  void aRedriveGoesOnWithTheItemThatCouldNotBegin() {
    Rig rig =
        map(
            "'ItemSelector':{'n':'{% $number($states.context.Map.Item.Value) %}'}," + CALL,
            "['1','x']");
    rig.signal(new Signal.Redriven());
    assertThat(rig.types()).endsWith("MapStateFailed", "ExecutionFailed");
    assertThat(rig.tasks).isEmpty();
  }

  @Test
  void manyItemsDoNotMakeADeepStack() {
    Rig rig =
        map(
            "'MaxConcurrency':1,'Items':'{% [1..2000] %}','ItemProcessor':{'StartAt':'P',"
                + "'States':{'P':{'Type':'Pass','Output':'{% $states.input * 2 %}',"
                + "'End':true}}},'Output':'{% $sum($states.result) %}'",
            "{}");
    assertThat(rig.output()).isEqualTo("4002000");
  }

  @Test
  void refusesAnItemThatIsLongerThan256KiB() {
    Rig rig =
        Rig.run(
            "M",
            "'M':{'Type':'Map','End':true,'ItemSelector':'{% $pad(``, 262143) %}',"
                + "'ItemProcessor':{'StartAt':'S','States':{'S':{'Type':'Succeed'}}}}",
            "[1]");
    assertThat(rig.error()).isEqualTo("States.DataLimitExceeded");
  }
}
