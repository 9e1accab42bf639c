package dev.vitrine.stepfunctions.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParallelStateTest {

  private static final String TWO_TASKS =
      "'Branches':["
          + "{'StartAt':'A','States':{'A':{'Type':'Task','Resource':'s:do','Arguments':'a',"
          + "'End':true}}},"
          + "{'StartAt':'B','States':{'B':{'Type':'Task','Resource':'s:do','Arguments':'b',"
          + "'End':true}}}]";

  private static Rig parallel(String fields) {
    return Rig.run(
        "P",
        "'P':{'Type':'Parallel','Next':'End'," + fields + "},'End':{'Type':'Pass','End':true}",
        "{'x':1}");
  }

  private static long task(Rig rig, String arguments) {
    return rig.take(
        rig.tasks.values().stream()
            .filter(call -> arguments.equals(call.arguments()))
            .findFirst()
            .orElseThrow()
            .id());
  }

  @Test
  void runsItsBranchesAtOnceAndKeepsTheirOrder() {
    Rig rig = parallel(TWO_TASKS);
    assertThat(rig.tasks).hasSize(2);
    rig.signal(new Signal.TaskSucceeded(task(rig, "b"), "B"));
    rig.signal(new Signal.TaskSucceeded(task(rig, "a"), "A"));
    assertThat(rig.output()).isEqualTo("['A','B']");
  }

  @Test
  void givesItsArgumentsToEveryBranch() {
    Rig rig =
        parallel(
            "'Arguments':{'y':'{% $states.input.x + 1 %}'},'Branches':["
                + "{'StartAt':'A','States':{'A':{'Type':'Pass','End':true}}},"
                + "{'StartAt':'B','States':{'B':{'Type':'Succeed'}}}]");
    assertThat(rig.output()).isEqualTo("[{'y':2},{'y':2}]");
  }

  @Test
  void oneFailureStopsTheOtherBranches() {
    Rig rig = parallel(TWO_TASKS);
    rig.signal(new Signal.TaskFailed(task(rig, "b"), new Failure("Bad", null)));
    assertThat(rig.error()).isEqualTo("Bad");
    assertThat(rig.tasks).isEmpty();
    assertThat(rig.types())
        .containsSubsequence("TaskFailed", "TaskStateAborted", "ParallelStateFailed");
  }

  @Test
  void aRetryRunsAllBranchesAgain() {
    Rig rig = parallel(TWO_TASKS + ",'Retry':[{'ErrorEquals':['Bad'],'IntervalSeconds':3}]");
    rig.signal(new Signal.TaskSucceeded(task(rig, "a"), "A"));
    rig.signal(new Signal.TaskFailed(task(rig, "b"), new Failure("Bad", null)));
    assertThat(rig.tasks).isEmpty();
    assertThat(rig.pass(Duration.ofSeconds(3)).echoAll().output()).isEqualTo("['a','b']");
  }

  @Test
  void branchesReadOuterVariablesAndKeepTheirOwn() {
    Rig rig =
        Rig.run(
            "Set",
            "'Set':{'Type':'Pass','Assign':{'outer':7},'Next':'P'},"
                + "'P':{'Type':'Parallel','Next':'After','Branches':[{'StartAt':'A','States':{"
                + "'A':{'Type':'Pass','Assign':{'inner':'{% $outer + 1 %}'},'Next':'A2'},"
                + "'A2':{'Type':'Pass','Output':'{% $inner %}','End':true}}}]},"
                + "'After':{'Type':'Pass','End':true,"
                + "'Output':'{% [$states.input, $exists($inner), $outer] %}'}",
            "{}");
    assertThat(rig.output()).isEqualTo("[8,false,7]");
  }

  @Test
  void aRedriveRunsOnlyWhatHadNotEnded() {
    Rig rig = parallel(TWO_TASKS);
    rig.signal(new Signal.TaskSucceeded(task(rig, "a"), "A"));
    rig.signal(new Signal.TaskFailed(task(rig, "b"), new Failure("Bad", null)));
    rig.signal(new Signal.Redriven());
    assertThat(rig.onlyTask().arguments()).isEqualTo("b");
    rig.succeed("'B'");
    assertThat(rig.output()).isEqualTo("['A','B']");
  }

  @Test
  void aFailureInANestedParallelAbortsAllAroundIt() {
    Rig rig =
        parallel(
            "'Branches':[{'StartAt':'In','States':{'In':{'Type':'Parallel','End':true,"
                + TWO_TASKS
                + "}}},{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':9,'End':true}}}]");
    rig.signal(new Signal.TaskFailed(task(rig, "a"), new Failure("Bad", null)));
    assertThat(rig.error()).isEqualTo("Bad");
    assertThat(rig.tasks).isEmpty();
    assertThat(rig.timers).isEmpty();
    assertThat(rig.types()).containsAll(List.of("WaitStateAborted", "ParallelStateAborted"));
  }

  @Test
  void refusesArgumentsThatAreLongerThan256KiB() {
    Rig rig =
        Rig.run(
            "P",
            "'P':{'Type':'Parallel','End':true,'Arguments':'{% $pad(``, 262143) %}',"
                + "'Branches':[{'StartAt':'S','States':{'S':{'Type':'Succeed'}}}]}",
            "{}");
    assertThat(rig.error()).isEqualTo("States.DataLimitExceeded");
  }

  /** The branches of the failed attempt were aborted with it. */
  @Test
  void abortsNothingTwiceWhileItWaitsForARetry() {
    Rig rig =
        Rig.run(
            "O",
            "'O':{'Type':'Parallel','End':true,'Branches':["
                + "{'StartAt':'I','States':{'I':{'Type':'Parallel','End':true,"
                + "'Retry':[{'ErrorEquals':['No'],'IntervalSeconds':9}],"
                + "'Branches':[{'StartAt':'T','States':{"
                + "'T':{'Type':'Task','Resource':'f','End':true}}}]}}},"
                + "{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':1,'Next':'F'},"
                + "'F':{'Type':'Fail','Error':'Enough'}}}]}",
            "{}");
    rig.fail("No").pass(Duration.ofSeconds(2));
    assertThat(rig.error()).isEqualTo("Enough");
    assertThat(rig.types().stream().filter(type -> type.endsWith("Aborted")))
        .containsExactly("TaskStateAborted", "ParallelStateAborted");
  }
}
