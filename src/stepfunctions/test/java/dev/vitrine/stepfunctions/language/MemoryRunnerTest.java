package dev.vitrine.stepfunctions.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryRunnerTest {

  private static ExecutionResult run(StateMachine machine, Object input, MemoryRunner.Tasks tasks)
      throws Exception {
    try (MemoryRunner runner = new MemoryRunner(tasks)) {
      return runner.run(machine, input).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  /** Line for line what the package's documentation says. */
  @Test
  void runsTheTenLinesOfThePackagesDocumentation() throws Exception {
    TaskType.Registry catalog = name -> Optional.of(new TaskType(name, null, "", false));
    StateMachine machine =
        StateMachine.parse(
            """
            {"QueryLanguage": "JSONata", "StartAt": "Greet", "States": {
              "Greet": {"Type": "Task", "Resource": "greet", "Arguments": "{% $states.input.name %}",
                        "Output": {"greeting": "{% $states.result %}"}, "End": true}}}
            """,
            catalog);
    try (MemoryRunner runner =
        new MemoryRunner(call -> CompletableFuture.completedFuture("Hello, " + call.arguments()))) {
      ExecutionResult result =
          runner.run(machine, Map.of("name", "Ada")).toCompletableFuture().get();
      assertThat(result.output()).isEqualTo(Map.of("greeting", "Hello, Ada"));
    }
  }

  @Test
  void aTaskThatThrowsAtOnceFails() throws Exception {
    StateMachine machine =
        Rig.machine(
            "T",
            "'T':{'Type':'Task','Resource':'f','End':true,"
                + "'Catch':[{'ErrorEquals':['Mine'],'Next':'C'}]},'C':{'Type':'Pass','End':true}");
    ExecutionResult result =
        run(
            machine,
            Map.of(),
            call -> {
              throw new TaskFailedException("Mine", "at once");
            });
    assertThat(result.output()).isEqualTo(Map.of("Error", "Mine", "Cause", "at once"));
  }

  @Test
  void endsAsFailedWhenTheInterpreterCannotGoOn() throws Exception {
    StateMachine machine =
        Rig.machine(
            "W",
            "'W':{'Type':'Wait','Seconds':0,'Next':'T'},"
                + "'T':{'Type':'Task','Resource':'f','End':true}");
    ExecutionResult result =
        run(
            machine,
            Map.of(),
            call -> {
              throw new AssertionError("broken");
            });
    assertThat(result.status()).isEqualTo(ExecutionResult.Status.FAILED);
    assertThat(result.failure().error()).isEqualTo(Failure.RUNTIME);
    assertThat(result.failure().cause()).endsWith("AssertionError: broken");
  }

  @Test
  void waitsAndTimesOutByTheRealClock() throws Exception {
    StateMachine machine =
        Rig.machine(
            "W",
            "'W':{'Type':'Wait','Seconds':1,'Next':'T'},"
                + "'T':{'Type':'Task','Resource':'f','End':true,'TimeoutSeconds':1}");
    long before = System.nanoTime();
    ExecutionResult result = run(machine, Map.of(), call -> new CompletableFuture<>());
    assertThat(result.failure().error()).isEqualTo("States.Timeout");
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before)).isBetween(1_990L, 9_000L);
  }
}
