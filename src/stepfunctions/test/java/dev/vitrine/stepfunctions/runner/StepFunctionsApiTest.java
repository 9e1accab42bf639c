package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResultCode;

/** Driven by the AWS SDK, as it comes. */
class StepFunctionsApiTest {

  private static final String PASS =
      """
      {"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass",
       "Assign": {"v": 1}, "Output": "{% $states.input %}", "End": true}}}
      """;

  private static final String WAIT =
      """
      {"QueryLanguage": "JSONata", "StartAt": "W", "States": {
       "W": {"Type": "Wait", "Seconds": 1000, "End": true}}}
      """;

  private static final String ASK =
      """
      {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
       "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "HeartbeatSeconds": 900,
       "Arguments": {"FunctionName": "ask", "Payload": "{% $states.context.Task.Token %}"}}}}
      """;

  @TempDir Path directory;
  private final CompletableFuture<String> asked = new CompletableFuture<>();
  private StepFunctionsServer server;
  private SfnClient client;

  @BeforeEach
  void start() throws Exception {
    FunctionInvoker ask =
        new FunctionInvoker() {
          @Override
          public boolean knows(String functionName) {
            return functionName.equals("ask");
          }

          @Override
          public CompletableFuture<FunctionResult> invoke(String functionName, String payload) {
            asked.complete(payload.replace("\"", ""));
            return CompletableFuture.completedFuture(new FunctionResult("null", null));
          }
        };
    server = new StepFunctionsServer(directory, new Integrations(ask), 0);
    client = TestClients.sfn(server.address());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  private String create(String name, String definition) {
    return client
        .createStateMachine(
            r -> r.name(name).definition(definition).roleArn("arn:aws:iam::0:role/r"))
        .stateMachineArn();
  }

  private DescribeExecutionResponse ended(String arn) throws Exception {
    ExecutionEnds.await(server.runner(), arn);
    return client.describeExecution(r -> r.executionArn(arn));
  }

  private String run(String machine, String name, String input) throws Exception {
    String arn =
        client
            .startExecution(r -> r.stateMachineArn(machine).name(name).input(input))
            .executionArn();
    ended(arn);
    return arn;
  }

  @Test
  void runsAMachineAndDescribesTheExecution() throws Exception {
    String machine = create("pass", PASS);
    assertThat(machine).isEqualTo("arn:aws:states:us-east-1:000000000000:stateMachine:pass");
    DescribeExecutionResponse execution = ended(run(machine, "one", "{\"a\": 1}"));
    assertThat(execution.executionArn())
        .isEqualTo("arn:aws:states:us-east-1:000000000000:execution:pass:one");
    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(execution.input()).isEqualTo("{\"a\": 1}");
    assertThat(execution.output()).isEqualTo("{\"a\":1}");
    assertThat(execution.startDate()).isBeforeOrEqualTo(execution.stopDate());
    assertThat(execution.stopDate()).isBeforeOrEqualTo(Instant.now());
  }

  @Test
  void creatingTheSameMachineAgainIsNoErrorAnotherIs() {
    String arn = create("pass", PASS);
    assertThat(create("pass", PASS)).isEqualTo(arn);
    assertThatThrownBy(() -> create("pass", WAIT))
        .isInstanceOf(StateMachineAlreadyExistsException.class);
  }

  @Test
  void refusesWhatCannotBeRun() {
    assertThatThrownBy(() -> create("bad", "{\"StartAt\":\"X\",\"States\":{}}"))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("Missing 'StartAt' target: X");
    assertThatThrownBy(() -> create("a b", PASS)).isInstanceOf(InvalidNameException.class);
    var validated = client.validateStateMachineDefinition(r -> r.definition("{}"));
    assertThat(validated.result()).isEqualTo(ValidateStateMachineDefinitionResultCode.FAIL);
    assertThat(validated.diagnostics().get(0).message())
        .isEqualTo("These fields are required: [States, StartAt]");
    assertThat(client.validateStateMachineDefinition(r -> r.definition(PASS)).result())
        .isEqualTo(ValidateStateMachineDefinitionResultCode.OK);
  }

  @Test
  void updatesDescribesListsAndDeletesMachines() throws Exception {
    String arn = create("one", PASS);
    create("two", WAIT);
    String before = run(arn, "before", "{}");
    String revision =
        client.updateStateMachine(r -> r.stateMachineArn(arn).definition(WAIT)).revisionId();
    var described = client.describeStateMachine(r -> r.stateMachineArn(arn));
    assertThat(described.definition()).isEqualTo(WAIT);
    assertThat(described.revisionId()).isEqualTo(revision);
    assertThat(client.describeStateMachineForExecution(r -> r.executionArn(before)).definition())
        .isEqualTo(PASS);
    assertThat(client.listStateMachinesPaginator(r -> r.maxResults(1)).stateMachines())
        .extracting(machine -> machine.name())
        .containsExactly("one", "two");
    client.deleteStateMachine(r -> r.stateMachineArn(arn));
    assertThatThrownBy(() -> client.describeStateMachine(r -> r.stateMachineArn(arn)))
        .isInstanceOf(StateMachineDoesNotExistException.class);
    assertThatThrownBy(() -> client.describeStateMachine(r -> r.stateMachineArn("nonsense")))
        .isInstanceOf(InvalidArnException.class);
  }

  @Test
  void startingAgainWithTheSameInputAnswersAsTheFirstTimeWhileItRuns() throws Exception {
    String machine = create("wait", WAIT);
    var first = client.startExecution(r -> r.stateMachineArn(machine).name("n").input("{}"));
    var again = client.startExecution(r -> r.stateMachineArn(machine).name("n").input("{}"));
    assertThat(again.executionArn()).isEqualTo(first.executionArn());
    assertThat(again.startDate()).isEqualTo(first.startDate());
    assertThatThrownBy(
            () -> client.startExecution(r -> r.stateMachineArn(machine).name("n").input("1")))
        .isInstanceOf(ExecutionAlreadyExistsException.class);
    client.stopExecution(r -> r.executionArn(first.executionArn()));
    assertThatThrownBy(
            () -> client.startExecution(r -> r.stateMachineArn(machine).name("n").input("{}")))
        .isInstanceOf(ExecutionAlreadyExistsException.class);
  }

  @Test
  void refusesAnInputThatIsNotJson() {
    String machine = create("pass", PASS);
    for (String input : List.of("not json", "{\"a\":[1e400]}", "-1e400")) {
      assertThatThrownBy(() -> client.startExecution(r -> r.stateMachineArn(machine).input(input)))
          .as(input)
          .isInstanceOf(InvalidExecutionInputException.class);
    }
    assertThatThrownBy(
            () -> client.describeExecution(r -> r.executionArn(Arns.execution("pass", "none"))))
        .isInstanceOf(ExecutionDoesNotExistException.class);
  }

  @Test
  void stopsAnExecutionWithErrorAndCause() throws Exception {
    String machine = create("wait", WAIT);
    String arn = client.startExecution(r -> r.stateMachineArn(machine)).executionArn();
    client.stopExecution(r -> r.executionArn(arn).error("Mine").cause("enough"));
    DescribeExecutionResponse execution = client.describeExecution(r -> r.executionArn(arn));
    assertThat(execution.status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(execution.error()).isEqualTo("Mine");
    assertThat(execution.cause()).isEqualTo("enough");
  }

  @Test
  void listsNewestFirstByStatusAndPage() throws Exception {
    String pass = create("pass", PASS);
    String wait = create("wait", WAIT);
    for (int i = 0; i < 5; i++) {
      run(pass, "p" + i, "{}");
      String name = "w" + i;
      client.startExecution(r -> r.stateMachineArn(wait).name(name));
    }
    client.stopExecution(r -> r.executionArn(Arns.execution("wait", "w2")));
    assertThat(
            names(
                client
                    .listExecutionsPaginator(r -> r.stateMachineArn(pass).maxResults(2))
                    .executions()
                    .stream()
                    .toList()))
        .containsExactly("p4", "p3", "p2", "p1", "p0");
    assertThat(
            names(
                client
                    .listExecutions(r -> r.stateMachineArn(wait).statusFilter("RUNNING"))
                    .executions()))
        .containsExactly("w4", "w3", "w1", "w0");
  }

  private static List<String> names(List<ExecutionListItem> executions) {
    return executions.stream().map(ExecutionListItem::name).toList();
  }

  @Test
  void tellsTheHistoryForwardsBackwardsAndInPages() throws Exception {
    String arn = run(create("pass", PASS), "one", "{\"a\":1}");
    List<HistoryEvent> events =
        client
            .getExecutionHistoryPaginator(r -> r.executionArn(arn).maxResults(3))
            .events()
            .stream()
            .toList();
    assertThat(events)
        .extracting(HistoryEvent::type)
        .containsExactly(
            HistoryEventType.EXECUTION_STARTED,
            HistoryEventType.PASS_STATE_ENTERED,
            HistoryEventType.PASS_STATE_EXITED,
            HistoryEventType.EXECUTION_SUCCEEDED);
    assertThat(events.get(1).stateEnteredEventDetails().input()).isEqualTo("{\"a\":1}");
    assertThat(events.get(2).stateExitedEventDetails().assignedVariables()).containsEntry("v", "1");
    assertThat(
            client
                .getExecutionHistory(r -> r.executionArn(arn).reverseOrder(true))
                .events()
                .get(0)
                .id())
        .isEqualTo(4);
  }

  @Test
  void aTaskWaitsUntilItsTokenComesBack() throws Exception {
    String machine = create("ask", ASK);
    String arn = client.startExecution(r -> r.stateMachineArn(machine)).executionArn();
    String token = asked.get(20, TimeUnit.SECONDS);
    client.sendTaskHeartbeat(r -> r.taskToken(token));
    assertThatThrownBy(() -> client.sendTaskSuccess(r -> r.taskToken(token).output("[1e400]")))
        .isInstanceOf(InvalidOutputException.class);
    client.sendTaskSuccess(r -> r.taskToken(token).output("{\"yes\":true}"));
    assertThat(ended(arn).output()).isEqualTo("{\"yes\":true}");
    assertThatThrownBy(() -> client.sendTaskSuccess(r -> r.taskToken(token).output("{}")))
        .isInstanceOf(TaskTimedOutException.class);
    assertThatThrownBy(() -> client.sendTaskHeartbeat(r -> r.taskToken("nonsense")))
        .isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void aRedriveCarriesOnWhereItFailed() throws Exception {
    String machine = create("ask", ASK);
    String arn = client.startExecution(r -> r.stateMachineArn(machine)).executionArn();
    String token = asked.get(20, TimeUnit.SECONDS);
    client.sendTaskFailure(r -> r.taskToken(token).error("No").cause("not now"));
    assertThat(ended(arn).error()).isEqualTo("No");
    client.redriveExecution(r -> r.executionArn(arn));
    assertThatThrownBy(() -> client.redriveExecution(r -> r.executionArn(arn)))
        .isInstanceOf(ExecutionNotRedrivableException.class);
    client.stopExecution(r -> r.executionArn(arn));
    DescribeExecutionResponse execution = ended(arn);
    assertThat(execution.redriveCount()).isEqualTo(1);
    assertThat(client.getExecutionHistory(r -> r.executionArn(arn)).events())
        .extracting(HistoryEvent::type)
        .contains(HistoryEventType.EXECUTION_FAILED, HistoryEventType.EXECUTION_REDRIVEN);
  }
}
