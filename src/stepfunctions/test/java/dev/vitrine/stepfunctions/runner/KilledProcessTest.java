package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.stepfunctions.language.ExecutionResult;
import dev.vitrine.stepfunctions.language.Values;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, really killed. */
class KilledProcessTest {

  private static final String MACHINE =
      """
      {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
        "A": {"Type": "Pass", "Assign": {"a": "{% $states.input.n * 2 %}"}, "Next": "W"},
        "W": {"Type": "Wait", "Seconds": 1, "Next": "B"},
        "B": {"Type": "Pass", "Output": "{% $a + 1 %}", "End": true}}}
      """;

  @TempDir Path directory;

  /** Starts executions as fast as it can and prints the name of each that was acknowledged. */
  public static void main(String[] arguments) throws Exception {
    try (StateMachineRunner runner = runner(Path.of(arguments[0]))) {
      runner.start();
      runner.define("m", MACHINE);
      Machine machine = runner.machines().find("m").orElseThrow();
      for (int i = 0; ; i++) {
        String name = "e" + i;
        String input = Values.write(Map.of("n", i));
        runner.startExecution(machine, name, input).get(20, TimeUnit.SECONDS);
        System.out.println(name);
      }
    }
  }

  private static StateMachineRunner runner(Path directory) throws Exception {
    return new StateMachineRunner(
        directory, new Integrations(new StepFunctionsServer.NoFunctions()));
  }

  @Test
  void everythingAcknowledgedBeforeTheKillEndsAfterIt() throws Exception {
    int acknowledged = startUntilKilled(1_000);
    try (StateMachineRunner runner = runner(directory)) {
      runner.start();
      for (int i = 0; i <= acknowledged; i++) {
        ExecutionResult result = ExecutionEnds.result(runner, Arns.execution("m", "e" + i));
        assertThat(result.output()).as("execution %d", i).isEqualTo(2 * i + 1);
      }
    }
  }

  /** The number of the last execution whose start the process said was done. */
  private int startUntilKilled(int enough) throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                KilledProcessTest.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int last = -1;
    try (BufferedReader names =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String name = names.readLine(); name != null; name = names.readLine()) {
        if (name.matches("e\\d+")) {
          last = Integer.parseInt(name.substring(1));
        }
        if (last == enough) {
          // Not Process.destroyForcibly, which closes the stream that is still to be read.
          process.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(last).isGreaterThanOrEqualTo(enough);
    return last;
  }
}
