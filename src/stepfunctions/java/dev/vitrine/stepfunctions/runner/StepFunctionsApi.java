package dev.vitrine.stepfunctions.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The JSON API of Step Functions (AWS JSON 1.0), without the HTTP around it.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/">API reference</a>
 */
public final class StepFunctionsApi {

  /** What the header X-Amz-Target begins with. */
  public static final String TARGET = "AWSStepFunctions.";

  private static final Logger LOG = Logger.getLogger(StepFunctionsApi.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * An answer.
   *
   * @param body JSON; of an error {@code {__type, message}}
   */
  public record Response(int status, String body) {}

  /** A caller waits for an answer no longer than this, even while the disk is full. */
  private static final long ANSWER_SECONDS = 20;

  /** How long the service lets a tested state take. */
  private static final long TEST_SECONDS = 300;

  private final StateMachineRunner runner;
  private final MachineCalls machines;
  private final ExecutionCalls executions;
  private final TaskCalls tasks;

  public StepFunctionsApi(StateMachineRunner runner) {
    this.runner = runner;
    machines = new MachineCalls(runner);
    executions = new ExecutionCalls(runner);
    tasks = new TaskCalls(runner);
  }

  /**
   * Reads from disk: not for a thread that must not wait.
   *
   * @param target the header X-Amz-Target
   * @param body JSON
   * @return never ends exceptionally; what changes something is on disk when it ends
   */
  public CompletionStage<Response> handle(String target, String body) {
    if (!runner.isReady()) {
      return CompletableFuture.completedFuture(unavailable("The runner is starting or stopping."));
    }
    CompletionStage<ObjectNode> answer;
    long limit = ANSWER_SECONDS;
    try {
      JsonNode json = JSON.readTree(body.isEmpty() ? "{}" : body);
      String operation = target.substring(TARGET.length());
      limit = operation.equals("TestState") ? TEST_SECONDS : ANSWER_SECONDS;
      CallMembers.check(operation, json);
      answer = call(operation, new Request(json));
    } catch (ApiException | IOException | RuntimeException | Error e) {
      answer = CompletableFuture.failedFuture(e);
    }
    return answer
        .toCompletableFuture()
        .copy()
        .orTimeout(limit, TimeUnit.SECONDS)
        .handle(
            (ok, thrown) ->
                thrown == null ? new Response(200, ok.toString()) : error(target, thrown));
  }

  private CompletionStage<ObjectNode> call(String operation, Request request)
      throws ApiException, IOException {
    return switch (operation) {
      case "GetExecutionHistory" -> executions.history(request);
      case "StartExecution" -> executions.start(machines.machine(request), request);
      case "StopExecution" -> executions.stop(request);
      case "TestState" -> SingleStateRun.run(runner, request);
      case "RedriveExecution" -> executions.redrive(request);
      case "SendTaskSuccess" -> tasks.success(request);
      case "SendTaskFailure" -> tasks.failure(request);
      case "SendTaskHeartbeat" -> tasks.heartbeat(request);
      default -> CompletableFuture.completedFuture(answer(operation, request));
    };
  }

  private ObjectNode answer(String operation, Request request) throws ApiException, IOException {
    return switch (operation) {
      case "StartSyncExecution" -> throw machines.notExpress(request);
      case "CreateStateMachine" -> machines.create(request);
      case "UpdateStateMachine" -> machines.update(request);
      case "DescribeStateMachine" -> machines.describe(request);
      case "ListStateMachines" -> machines.list(request);
      case "DeleteStateMachine" -> machines.delete(request);
      case "ValidateStateMachineDefinition" -> machines.validate(request);
      case "DescribeStateMachineForExecution" ->
          machines.describeForExecution(executions.started(request));
      case "DescribeExecution" -> executions.describe(request);
      case "ListExecutions" -> executions.list(machines.machine(request), request);
      default ->
          throw new ApiException(
              "UnknownOperationException", "Step Functions here does not know " + operation);
    };
  }

  /** Clients try again after a 503. */
  private static Response unavailable(String message) {
    ObjectNode body = JSON.createObjectNode();
    body.put("__type", "ServiceUnavailable").put("message", message);
    return new Response(503, body.toString());
  }

  private static Response error(String target, Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    ObjectNode body = JSON.createObjectNode();
    if (cause instanceof ApiException error) {
      body.put("__type", error.code()).put("message", error.getMessage());
      return new Response(400, body.toString());
    }
    if (cause instanceof TimeoutException) {
      return unavailable("The disk has not taken the call; whether it still will is not known.");
    }
    if (cause instanceof JournalUnavailableException) {
      return unavailable(String.valueOf(cause.getMessage()));
    }
    if (cause instanceof IOException || cause instanceof UncheckedIOException) {
      LOG.log(Level.SEVERE, target, cause);
    } else {
      LOG.log(Level.WARNING, target, cause);
    }
    body.put("__type", "InternalFailure").put("message", String.valueOf(cause));
    return new Response(500, body.toString());
  }
}
