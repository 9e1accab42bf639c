package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The operation TestState. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SingleStateRunTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROLE = "arn:aws:iam::000000000000:role/any";

  private static final String CALL =
      "'Type':'Task','QueryLanguage':'JSONata',"
          + "'Resource':'arn:aws:lambda:us-east-1:000000000000:function:";

  private static final String BROKEN =
      "'StartAt':'T','States':{'T':{'Type':'Task','End':true,"
          + "'Resource':'arn:aws:lambda:us-east-1:000000000000:function:broken'}}";

  private static final String CATCH = ",'Catch':[{'ErrorEquals':['States.ALL'],'Next':'Caught'}]";

  @TempDir Path directory;
  private StateMachineRunner runner;
  private StepFunctionsApi api;

  @BeforeEach
  void open() throws Exception {
    runner = new StateMachineRunner(directory, new Integrations(new EchoingFunctions()));
    runner.start();
    api = new StepFunctionsApi(runner);
  }

  @AfterEach
  void close() throws Exception {
    runner.close();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private JsonNode call(ObjectNode body) throws Exception {
    StepFunctionsApi.Response answer =
        api.handle(StepFunctionsApi.TARGET + "TestState", body.toString())
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    return JSON.readTree(answer.body());
  }

  private JsonNode test(String state, String input) throws Exception {
    return call(
        JSON.createObjectNode()
            .put("definition", json("{" + state + "}"))
            .put("input", json(input))
            .put("roleArn", ROLE));
  }

  /** The answer with single quotes, of a state of a machine, with the input [1]. */
  private String answer(String state) throws Exception {
    String machine = "{'QueryLanguage':'JSONata','StartAt':'S','States':{'S':{" + state + "}}}";
    return call(JSON.createObjectNode()
            .put("definition", json(machine))
            .put("stateName", "S")
            .put("input", "[1]"))
        .toString()
        .replace('"', '\'');
  }

  private static String parallel(String branch) {
    return "'Type':'Parallel','Next':'N','Branches':[{" + branch + "}]";
  }

  @Test
  void aStateWithANumberThatNoDoubleHoldsIsNoDefinition() throws Exception {
    String state = "'Type':'Pass','QueryLanguage':'JSONata','End':true,'Output':";

    assertThat(test(state + "1e300", "{}").path("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(test(state + "1e400", "{}").path("__type").asText()).contains("InvalidDefinition");
  }

  @Test
  void aFailureThatIsCaughtInsideIsNotTheStates() throws Exception {
    String caughtInside =
        parallel(
            "'StartAt':'T','States':{'C':{'Type':'Pass','Output':'rescued','End':true},"
                + "'T':{'Type':'Task','End':true,"
                + "'Output':'{% $number($states.context.Execution.Name) %}',"
                + "'Resource':'arn:aws:lambda:us-east-1:000000000000:function:echo',"
                + "'Catch':[{'ErrorEquals':['States.ALL'],'Next':'C'}]}}");
    assertThat(answer(caughtInside))
        .isEqualTo("{'output':'[\\'rescued\\']','nextState':'N','status':'SUCCEEDED'}");
    String mapInside =
        "'Type':'Map','Next':'N','ItemProcessor':{'StartAt':'M','States':{"
            + "'M':{'Type':'Map','Items':[1],'End':true,'ItemProcessor':{"
            + BROKEN
            + "}"
            + CATCH.replace("Caught", "C")
            + "},'C':{'Type':'Pass','Output':'rescued','End':true}}}";
    assertThat(answer(mapInside))
        .isEqualTo("{'output':'[\\'rescued\\']','nextState':'N','status':'SUCCEEDED'}");
  }

  @Test
  void aCaughtFailureIsToldWithErrorAndCause() throws Exception {
    for (String state :
        new String[] {
          parallel(BROKEN), "'Type':'Map','Next':'N','ItemProcessor':{" + BROKEN + "}"
        }) {
      assertThat(answer(state + CATCH))
          .isEqualTo(
              "{'output':'{\\'Error\\':\\'Broken\\',\\'Cause\\':\\'as always\\'}','error':'Broken',"
                  + "'cause':'as always','nextState':'Caught','status':'CAUGHT_ERROR'}");
      assertThat(answer(state + ",'Retry':[{'ErrorEquals':['Broken'],'IntervalSeconds':999}]"))
          .isEqualTo("{'error':'Broken','cause':'as always','status':'RETRIABLE'}");
      assertThat(answer(state))
          .isEqualTo("{'error':'Broken','cause':'as always','status':'FAILED'}");
    }
  }

  @Test
  void aTaskWhoseCaughtOutputIsTooLongIsNoSuccess() throws Exception {
    String answer =
        answer(
            "'Type':'Task','Next':'N',"
                + "'Output':'{% $pad($states.context.Execution.Name, 270000) %}',"
                + "'Resource':'arn:aws:lambda:us-east-1:000000000000:function:echo'"
                + CATCH);
    assertThat(answer)
        .contains("'error':'States.DataLimitExceeded'")
        .contains("'nextState':'Caught','status':'CAUGHT_ERROR'");
  }

  @Test
  void aNameMayHaveEightyCharactersBesideVariables() throws Exception {
    String name = "n".repeat(80);
    ObjectNode machine = JSON.createObjectNode().put("QueryLanguage", "JSONata");
    machine
        .put("StartAt", name)
        .putObject("States")
        .putObject(name)
        .put("Type", "Pass")
        .put("Output", "{% $v %}")
        .put("Next", "Variables");
    assertThat(
            call(JSON.createObjectNode()
                    .put("definition", machine.toString())
                    .put("stateName", name)
                    .put("variables", "{\"v\":7}"))
                .toString())
        .isEqualTo("{\"output\":\"7\",\"nextState\":\"Variables\",\"status\":\"SUCCEEDED\"}");
  }

  @Test
  void testsAStateByItself() throws Exception {
    JsonNode pass =
        test(
            "'Type':'Pass','QueryLanguage':'JSONata','Output':'{% $states.input.a + 1 %}',"
                + "'Next':'Elsewhere'",
            "{'a':1}");
    assertThat(pass.toString())
        .isEqualTo(json("{'output':'2','nextState':'Elsewhere','status':'SUCCEEDED'}"));
    JsonNode choice =
        test(
            "'Type':'Choice','QueryLanguage':'JSONata','Default':'B',"
                + "'Choices':[{'Condition':'{% $states.input.a = 1 %}','Next':'A'}]",
            "{'a':1}");
    assertThat(choice.path("nextState").asText()).isEqualTo("A");
    JsonNode wait = test("'Type':'Wait','QueryLanguage':'JSONata','Seconds':9999,'Next':'N'", "{}");
    assertThat(wait.path("status").asText()).isEqualTo("SUCCEEDED");
    JsonNode loop = test("'Type':'Pass','QueryLanguage':'JSONata','Next':'TestedState'", "{}");
    assertThat(loop.path("nextState").asText()).isEqualTo("TestedState");
  }

  @Test
  void testsATaskWithItsHandlers() throws Exception {
    assertThat(test(CALL + "echo','End':true", "{'a':1}").path("output").asText())
        .isEqualTo(json("{'a':1}"));
    JsonNode failed = test(CALL + "broken','End':true", "{}");
    assertThat(failed.toString())
        .isEqualTo(json("{'error':'Broken','cause':'as always','status':'FAILED'}"));
    JsonNode retried = test(CALL + "broken','End':true,'Retry':[{'ErrorEquals':['Broken']}]", "{}");
    assertThat(retried.path("status").asText()).isEqualTo("RETRIABLE");
    JsonNode caught =
        test(
            CALL + "broken','End':true,'Catch':[{'ErrorEquals':['Broken'],'Next':'Caught'}]", "{}");
    assertThat(caught.path("status").asText()).isEqualTo("CAUGHT_ERROR");
    assertThat(caught.path("nextState").asText()).isEqualTo("Caught");
    assertThat(caught.path("error").asText()).isEqualTo("Broken");
  }

  @Test
  void testsAStateOfAMachineWithVariablesAndShowsWhatHappened() throws Exception {
    String state =
        json(
            "{'QueryLanguage':'JSONata','StartAt':'P','States':{'P':{"
                + CALL.replace("'QueryLanguage':'JSONata',", "")
                + "echo','Arguments':{'v':'{% $v %}'},'End':true}}}");
    JsonNode answer =
        call(
            JSON.createObjectNode()
                .put("definition", state)
                .put("stateName", "P")
                .put("variables", "{\"v\":7}")
                .put("inspectionLevel", "DEBUG"));
    assertThat(answer.path("output").asText()).isEqualTo("{\"v\":7}");
    assertThat(answer.at("/inspectionData/afterArguments").asText()).isEqualTo("{\"v\":7}");
    assertThat(answer.at("/inspectionData/input").asText()).isEqualTo("{}");
  }

  @Test
  void aStateThatCannotBeRunIsRefused() throws Exception {
    assertThat(test("'Type':'Pass','End':true", "{}").path("__type").asText())
        .isEqualTo("InvalidDefinition");
  }
}
