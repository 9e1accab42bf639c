package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client is told that sends something unusual. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ApiCallsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROLE = "arn:aws:iam::000000000000:role/any";

  private static final String PASS =
      "{'QueryLanguage':'JSONata','StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}";

  @TempDir Path directory;
  private StateMachineRunner runner;
  private StepFunctionsApi api;

  @BeforeEach
  void open() throws Exception {
    runner = new StateMachineRunner(directory, new Integrations(new EchoingFunctions()));
    runner.start();
    api = new StepFunctionsApi(runner);
    call("CreateStateMachine", create("m"));
  }

  @AfterEach
  void close() throws Exception {
    runner.close();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static ObjectNode create(String name) {
    return JSON.createObjectNode()
        .put("name", name)
        .put("definition", json(PASS))
        .put("roleArn", ROLE);
  }

  private JsonNode call(String operation, ObjectNode body) throws Exception {
    StepFunctionsApi.Response answer =
        api.handle(StepFunctionsApi.TARGET + operation, body.toString())
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    return JSON.readTree(answer.body());
  }

  private static ObjectNode machine() {
    return JSON.createObjectNode().put("stateMachineArn", Arns.machine("m"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CreateStateMachine | 'publish':true | ValidationException",
        "CreateStateMachine | 'tags':[{'key':'a','value':'b'}] | ValidationException",
        "CreateStateMachine | 'loggingConfiguration':{'level':'ALL'} | ValidationException",
        "CreateStateMachine | 'tracingConfiguration':{'enabled':true} | ValidationException",
        "CreateStateMachine | 'versionDescription':'first' | ValidationException",
        "CreateStateMachine | 'somethingNew':1 | ValidationException",
        "CreateStateMachine | 'roleArn':'x' | InvalidArn",
        "UpdateStateMachine | 'publish':true | ValidationException",
        "StartExecution | 'traceHeader':'Root=1' | ValidationException",
        "StartSyncExecution | 'input':'{}' | StateMachineTypeNotSupported",
        "ListExecutions | 'mapRunArn':'arn' | ValidationException",
        "ListExecutions | 'statusFilter':'GONE' | ValidationException"
      })
  void refusesWhatItCannotDo(String operation, String member, String error) throws Exception {
    ObjectNode body = operation.equals("CreateStateMachine") ? create("other") : machine();
    body.setAll((ObjectNode) JSON.readTree(json("{" + member + "}")));
    JsonNode answer = call(operation, body);
    assertThat(answer.path("__type").asText()).as("%s", answer).isEqualTo(error);
    assertThat(runner.machines().find("other")).isEmpty();
  }

  @Test
  void takesMembersThatSayWhatIsSoAnyway() throws Exception {
    ObjectNode body = create("other").put("publish", false).put("type", "STANDARD");
    body.putArray("tags");
    body.putObject("loggingConfiguration").put("level", "OFF");
    body.putObject("encryptionConfiguration").put("type", "AWS_OWNED_KEY");
    assertThat(call("CreateStateMachine", body).has("stateMachineArn")).isTrue();
    assertThat(call("DescribeStateMachine", machine()).at("/encryptionConfiguration/type").asText())
        .isEqualTo("AWS_OWNED_KEY");
  }

  @Test
  void anArnWithAVersionNamesAMachineThatDoesNotExist() throws Exception {
    ObjectNode body = machine().put("stateMachineArn", Arns.machine("m") + ":1");
    assertThat(call("StartExecution", body).path("__type").asText())
        .isEqualTo("StateMachineDoesNotExist");
  }

  @Test
  void textsThatAreTooLongAreRefused() throws Exception {
    ObjectNode failure = JSON.createObjectNode().put("taskToken", "t");
    failure.put("error", "e".repeat(257));
    assertThat(call("SendTaskFailure", failure).path("__type").asText())
        .isEqualTo("ValidationException");
    ObjectNode list = machine().put("nextToken", "x".repeat(1025));
    assertThat(call("ListExecutions", list).path("__type").asText())
        .isEqualTo("ValidationException");
  }

  @Test
  void aListTellsHowOftenAnExecutionWasRedriven() throws Exception {
    runner.define("f", json(PASS).replace("\"Pass\",\"End\":true", "\"Fail\",\"Error\":\"E\""));
    ObjectNode f = JSON.createObjectNode().put("stateMachineArn", Arns.machine("f"));
    String arn = call("StartExecution", f).path("executionArn").asText();
    ExecutionEnds.await(runner, arn);
    assertThat(call("ListExecutions", f).at("/executions/0/redriveCount").asInt(9)).isZero();
    ObjectNode redrive = JSON.createObjectNode().put("executionArn", arn).put("clientToken", "one");
    JsonNode first = call("RedriveExecution", redrive);
    ExecutionEnds.await(runner, arn);
    assertThat(call("RedriveExecution", redrive)).isEqualTo(first);
    assertThat(call("ListExecutions", f).at("/executions/0/redriveCount").asInt(9)).isEqualTo(1);
    runner.close();
    open();
    assertThat(call("ListExecutions", f).at("/executions/0/redriveCount").asInt(9)).isEqualTo(1);
    f.put("statusFilter", "PENDING_REDRIVE");
    assertThat(call("ListExecutions", f).path("executions")).isEmpty();
  }

  @Test
  void oneExecutionTooManyIsRefusedUntilAnotherHasEnded() throws Exception {
    runner.close();
    runner = new StateMachineRunner(directory, new Integrations(new EchoingFunctions()), 1);
    runner.start();
    api = new StepFunctionsApi(runner);
    runner.define("w", json(PASS).replace("\"Pass\"", "\"Wait\",\"Seconds\":9999"));
    ObjectNode first =
        JSON.createObjectNode().put("stateMachineArn", Arns.machine("w")).put("name", "first");
    ObjectNode second = first.deepCopy().put("name", "second");
    String arn = call("StartExecution", first).path("executionArn").asText();

    assertThat(call("StartExecution", second).path("__type").asText())
        .isEqualTo("ExecutionLimitExceeded");
    assertThat(call("StartExecution", first).path("executionArn").asText())
        .as("the same start again is no second execution")
        .isEqualTo(arn);

    call("StopExecution", JSON.createObjectNode().put("executionArn", arn));
    ExecutionEnds.await(runner, arn);
    assertThat(call("StartExecution", second).has("executionArn")).isTrue();
    assertThat(
            call("RedriveExecution", JSON.createObjectNode().put("executionArn", arn))
                .path("__type")
                .asText())
        .isEqualTo("ExecutionLimitExceeded");
  }

  @Test
  void anExecutionWhoseHistoryIsFullCannotBeRedriven() throws Exception {
    runner.define("endless", json(PASS).replace("\"End\":true", "\"Next\":\"P\""));
    String arn = start("endless");
    ExecutionEnds.await(runner, arn);
    ObjectNode execution = JSON.createObjectNode().put("executionArn", arn);
    JsonNode told = call("DescribeExecution", execution);
    assertThat(told.path("status").asText()).isEqualTo("FAILED");
    assertThat(told.path("redriveStatus").asText()).isEqualTo("NOT_REDRIVABLE");
    assertThat(told.path("redriveStatusReason").asText())
        .isEqualTo("Execution history event limit exceeded");
    assertThat(call("RedriveExecution", execution).path("__type").asText())
        .isEqualTo("ExecutionNotRedrivable");
  }

  private String start(String machine) throws Exception {
    ObjectNode body = JSON.createObjectNode().put("stateMachineArn", Arns.machine(machine));
    return call("StartExecution", body).path("executionArn").asText();
  }

  private JsonNode machineOf(String execution) throws Exception {
    return call(
        "DescribeStateMachineForExecution", JSON.createObjectNode().put("executionArn", execution));
  }

  @Test
  void tellsTheMachineAsItWasWhenAnExecutionStarted() throws Exception {
    JsonNode created = call("CreateStateMachine", create("m"));
    JsonNode first = machineOf(start("m"));
    assertThat(first.path("updateDate")).isEqualTo(created.path("creationDate"));
    assertThat(first.has("revisionId")).isFalse();
    assertThat(first.at("/encryptionConfiguration/type").asText()).isEqualTo("AWS_OWNED_KEY");

    JsonNode updated = call("UpdateStateMachine", machine().put("roleArn", ROLE + "2"));
    String second = start("m");
    JsonNode again = call("UpdateStateMachine", machine().put("roleArn", ROLE));
    runner.close();
    open();
    for (Map.Entry<String, JsonNode> each : Map.of(second, updated, start("m"), again).entrySet()) {
      JsonNode told = machineOf(each.getKey());
      assertThat(told.path("updateDate")).isEqualTo(each.getValue().path("updateDate"));
      assertThat(told.path("revisionId")).isEqualTo(each.getValue().path("revisionId"));
    }
  }

  @Test
  void refusesAClientTokenThatAwsRefuses() throws Exception {
    for (String token : List.of("", "a b", "x".repeat(65))) {
      ObjectNode body =
          JSON.createObjectNode()
              .put("executionArn", Arns.execution("m", "none"))
              .put("clientToken", token);
      assertThat(call("RedriveExecution", body).path("__type").asText())
          .as(token)
          .isEqualTo("ValidationException");
    }
  }

  @Test
  void aDefinitionsDiagnosticsAreCutAtMaxResults() throws Exception {
    String wrong = json(PASS).replace("'End':true".replace('\'', '"'), "\"A\":1,\"B\":2");
    JsonNode answer =
        call(
            "ValidateStateMachineDefinition",
            JSON.createObjectNode().put("definition", wrong).put("maxResults", 1));
    assertThat(answer.path("diagnostics")).hasSize(1);
    assertThat(answer.path("truncated").asBoolean()).isTrue();
  }
}
