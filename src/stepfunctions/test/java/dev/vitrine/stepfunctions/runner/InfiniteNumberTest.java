package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.stepfunctions.language.ExecutionResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A number in a definition that no double holds would become the text "Infinity". */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class InfiniteNumberTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROLE = "arn:aws:iam::000000000000:role/any";

  @TempDir Path directory;

  private static String definition(String number) {
    return """
        {"QueryLanguage": "JSONata", "StartAt": "P", "States": {
          "P": {"Type": "Pass", "Assign": {"a": [%s]}, "Output": "done", "End": true}}}
        """
        .formatted(number);
  }

  private StateMachineRunner open() throws Exception {
    StateMachineRunner runner =
        new StateMachineRunner(directory, new Integrations(new EchoingFunctions()));
    runner.start();
    return runner;
  }

  private static JsonNode call(StateMachineRunner runner, String operation, ObjectNode body)
      throws Exception {
    StepFunctionsApi.Response answer =
        new StepFunctionsApi(runner)
            .handle(StepFunctionsApi.TARGET + operation, body.toString())
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    return JSON.readTree(answer.body());
  }

  @Test
  void makesADefinitionInvalid() throws Exception {
    try (StateMachineRunner runner = open()) {
      ObjectNode infinite =
          JSON.createObjectNode()
              .put("name", "m")
              .put("roleArn", ROLE)
              .put("definition", definition("-1e400"));
      JsonNode refused = call(runner, "CreateStateMachine", infinite);
      assertThat(refused.path("__type").asText()).isEqualTo("InvalidDefinition");
      assertThat(refused.path("message").asText())
          .contains("INVALID_JSON_DESCRIPTION", "beyond the range of double precision");

      ObjectNode finite = infinite.deepCopy().put("definition", definition("-1e300"));
      ObjectNode update = JSON.createObjectNode();
      JsonNode created = call(runner, "CreateStateMachine", finite);
      update.set("stateMachineArn", created.get("stateMachineArn"));
      update.set("definition", infinite.get("definition"));
      assertThat(call(runner, "UpdateStateMachine", update).path("__type").asText())
          .isEqualTo("InvalidDefinition");
      update.remove("stateMachineArn");
      JsonNode checked = call(runner, "ValidateStateMachineDefinition", update);
      assertThat(checked.path("result").asText()).isEqualTo("FAIL");
      assertThat(runner.machines().find("m").orElseThrow().definition()).contains("-1e300");
    }
  }

  @Test
  void ofADefinitionThatAnEarlierVersionStoredIsNoReasonNotToRunIt() throws Exception {
    try (StateMachineRunner runner = open()) {
      runner.define("m", definition("1e300"));
    }
    try (Stream<Path> files = Files.list(directory.resolve("definitions"))) {
      Path stored = files.findFirst().orElseThrow();
      Files.writeString(stored, Files.readString(stored).replace("1e300", "1e400"));
    }
    try (StateMachineRunner runner = open()) {
      Machine machine = runner.machines().find("m").orElseThrow();
      runner.startExecution(machine, "one", "{}").get(20, TimeUnit.SECONDS);
      ExecutionResult result = ExecutionEnds.result(runner, Arns.execution("m", "one"));
      assertThat(result.output()).isEqualTo("done");
    }
  }
}
