package dev.vitrine.stepfunctions.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What AWS was recorded to do where its documentation says something else, or nothing. */
class RecordedBehaviourTest {

  private static final String CAUGHT = "'Caught':{'Type':'Pass','End':true}";

  private static final String CATCH_ALL =
      "'Catch':[{'ErrorEquals':['States.ALL'],'Next':'Caught'}]";

  @Test
  void catchesATooLargeResultByStatesAll() {
    Rig rig =
        Rig.run(
            "T",
            "'T':{'Type':'Task','Resource':'s:do','End':true," + CATCH_ALL + "}," + CAUGHT,
            "{}");
    rig.succeed("'" + "x".repeat(Values.MAX_BYTES) + "'");
    assertThat(rig.output())
        .contains("'Error':'States.DataLimitExceeded'")
        .contains("The state/task `s` returned a result".replace('`', '\''));
  }

  @Test
  void aStateWithATooLargeOutputIsNamedInTheCause() {
    Rig rig =
        Rig.run(
            "A",
            "'A':{'Type':'Pass','Output':'{% $states.input & $states.input %}','End':true}",
            "'" + "x".repeat(Values.MAX_BYTES / 2) + "'");
    assertThat(rig.cause())
        .isEqualTo(
            "The state/task 'A' returned a result with a size exceeding the maximum number of"
                + " bytes service limit.");
  }

  @Test
  void aMapThatFailsSaysSoAlsoWhenTheErrorIsCaught() {
    Rig rig =
        Rig.run(
            "M",
            "'M':{'Type':'Map','Items':[1],'End':true,'ItemProcessor':{'StartAt':'F','States':"
                + "{'F':{'Type':'Fail','Error':'E'}}},"
                + CATCH_ALL
                + "},"
                + CAUGHT,
            "{}");
    assertThat(rig.types())
        .containsSubsequence("MapIterationFailed", "MapStateFailed", "MapStateExited");
  }

  @Test
  void soDoesAParallelStateAndOnlyOnce() {
    String parallel =
        "'P':{'Type':'Parallel','End':true,'Branches':[{'StartAt':'F','States':"
            + "{'F':{'Type':'Fail','Error':'E'}}}],";
    Rig caught = Rig.run("P", parallel + CATCH_ALL + "}," + CAUGHT, "{}");
    assertThat(caught.types()).containsSubsequence("ParallelStateFailed", "ParallelStateExited");
    String broken = CATCH_ALL.replace("'Next'", "'Output':'{% $nothing %}','Next'");
    Rig failed = Rig.run("P", parallel + broken + "}," + CAUGHT, "{}");
    assertThat(failed.types()).containsOnlyOnce("ParallelStateFailed");
  }

  @Test
  void aToleratedPercentageMayHaveAFraction() {
    String map =
        "'M':{'Type':'Map','ToleratedFailurePercentage':%s,'Items':'{%% [1..100] %%}','End':true,"
            + "'ItemProcessor':{'StartAt':'C','States':{"
            + "'C':{'Type':'Choice','Default':'S','Choices':[{'Condition':"
            + "'{%% $states.input <= 12 %%}','Next':'F'}]},"
            + "'S':{'Type':'Succeed'},'F':{'Type':'Fail','Error':'E'}}}}";
    for (String share : new String[] {"12.5", "'{% 12.5 %}'"}) {
      assertThat(Rig.run("M", map.formatted(share), "{}").result().status())
          .isEqualTo(ExecutionResult.Status.SUCCEEDED);
    }
    assertThat(Rig.run("M", map.formatted("11.9"), "{}").error())
        .isEqualTo("States.ExceedToleratedFailureThreshold");
  }

  @Test
  void aWaitOfMoreThan24855DaysFails() {
    Rig rig =
        Rig.run("W", "'W':{'Type':'Wait','Timestamp':'2099-01-01T00:00:00Z','End':true}", "{}");
    assertThat(rig.error()).isEqualTo("States.Runtime");
    assertThat(rig.cause()).contains("'W'").endsWith("Wait state delay is too long.");
  }

  @Test
  void aFailureWithoutErrorIsCaughtWithNulls() {
    Rig rig =
        Rig.run(
            "T",
            "'T':{'Type':'Task','Resource':'s:ask','TimeoutSeconds':9,'End':true,"
                + CATCH_ALL
                + "},"
                + CAUGHT,
            "{}");
    long task = rig.onlyTask().id();
    rig.signal(new Signal.TaskFailed(rig.take(task), new Failure(null, null)));
    assertThat(rig.output()).isEqualTo("{'Error':null,'Cause':null}");
  }

  @Test
  void aTimeoutIsCaughtWithAnEmptyCause() {
    Rig rig =
        Rig.run(
            "T",
            "'T':{'Type':'Task','Resource':'f','TimeoutSeconds':9,'End':true,"
                + CATCH_ALL
                + "},"
                + CAUGHT,
            "{}");
    assertThat(rig.pass(Duration.ofSeconds(9)).output())
        .isEqualTo("{'Error':'States.Timeout','Cause':''}");
  }

  @Test
  void onlyAStateThatCanRetryHasARetryCount() {
    Rig rig =
        Rig.run(
            "P",
            "'P':{'Type':'Pass','End':true,'Output':'{% $keys($states.context.State) %}'}",
            "{}");
    assertThat(rig.output()).isEqualTo("['EnteredTime','Name']");
  }

  @Test
  void onlyVersion10OfTheLanguageIsRead() {
    String states = Rig.definition("P", "'P':{'Type':'Pass','End':true}");
    Rig rig = Rig.runDefinition(states.replaceFirst("\\{", "{\"Version\":\"1.0\","), "{}");
    assertThat(rig.output()).isEqualTo("{}");
    assertThat(
            catchThrowable(
                () ->
                    StateMachine.parse(
                        states.replaceFirst("\\{", "{\"Version\":\"1.1\","), Rig::catalog)))
        .hasMessageContaining("Expected 1.0");
  }

  @Test
  void aDefinitionNestedTooDeeplyIsRefused() {
    String deep = "(".repeat(100_000) + "1" + ")".repeat(100_000);
    String states = "'P':{'Type':'Pass','End':true,'Output':'{% " + deep + " %}'}";
    assertThat(catchThrowable(() -> StateMachine.parse(Rig.definition("P", states), Rig::catalog)))
        .isInstanceOf(InvalidDefinitionException.class);
  }
}
