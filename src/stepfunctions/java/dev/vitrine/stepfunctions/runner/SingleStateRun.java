package dev.vitrine.stepfunctions.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.stepfunctions.language.Effects;
import dev.vitrine.stepfunctions.language.Execution;
import dev.vitrine.stepfunctions.language.ExecutionInfo;
import dev.vitrine.stepfunctions.language.ExecutionResult;
import dev.vitrine.stepfunctions.language.Failure;
import dev.vitrine.stepfunctions.language.History;
import dev.vitrine.stepfunctions.language.Signal;
import dev.vitrine.stepfunctions.language.StateMachine;
import dev.vitrine.stepfunctions.language.TaskCall;
import dev.vitrine.stepfunctions.language.TaskFailedException;
import dev.vitrine.stepfunctions.language.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One state that is run by itself, without an execution: the operation TestState. Tasks are really
 * called; a Wait state does not wait, and a retry is reported and not made. Inside of a Parallel or
 * Map state, Wait states wait and retries are made.
 */
final class SingleStateRun implements Effects, History {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StateMachineRunner runner;
  private final TestedState tested;
  private final Execution execution;
  private final CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
  private final Map<Long, Future<?>> timers = new ConcurrentHashMap<>();
  private final Map<String, JsonNode> inspected = new HashMap<>();
  private @Nullable Object output;
  private @Nullable String nextState;

  /** How the state failed; null if it did not. */
  private @Nullable Failure failure;

  private boolean left;

  private SingleStateRun(
      StateMachineRunner runner, TestedState tested, StateMachine machine, @Nullable Object input) {
    this.runner = runner;
    this.tested = tested;
    String name = UUID.randomUUID().toString();
    ExecutionInfo info =
        new ExecutionInfo(
            Arns.execution("TestState", name),
            name,
            Arns.machine("TestState"),
            "TestState",
            "",
            runner.now(),
            input,
            ThreadLocalRandom.current().nextLong());
    this.execution = new Execution(machine, info, this, this);
  }

  /**
   * Runs the state that a call of TestState describes.
   *
   * @return ends with the answer of that call
   * @throws ApiException if definition, input or variables cannot be used
   */
  static CompletableFuture<ObjectNode> run(StateMachineRunner runner, Request request)
      throws ApiException {
    TestedState tested = TestedState.of(request);
    Object input;
    try {
      input = Values.parse(request.text("input", "{}"));
    } catch (JsonProcessingException e) {
      throw new ApiException(
          "InvalidExecutionInput", "Invalid Input: '" + e.getOriginalMessage() + "'");
    }
    SingleStateRun test =
        new SingleStateRun(runner, tested, tested.machine(runner.machines()), input);
    runner.threads().execute(() -> test.signal(new Signal.Started()));
    boolean inspect = !request.text("inspectionLevel", "INFO").equals("INFO");
    return test.answer.thenApply(answer -> inspect ? test.withInspection(answer) : answer);
  }

  private ObjectNode withInspection(ObjectNode answer) {
    ObjectNode data = answer.putObject("inspectionData");
    inspected.forEach((field, value) -> data.put(field, value.toString()));
    return answer;
  }

  private synchronized void signal(Signal signal) {
    try {
      execution.apply(signal, runner.now());
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }

  private void later(Signal signal) {
    runner.threads().execute(() -> signal(signal));
  }

  @Override
  public boolean startTask(TaskCall call) {
    if (answer.isDone()) {
      return false;
    }
    runner
        .integrations()
        .call(call, () -> later(new Signal.TaskStarted(call.id())))
        .whenComplete(
            (result, thrown) ->
                later(
                    thrown != null
                        ? new Signal.TaskFailed(call.id(), TaskFailedException.failureOf(thrown))
                        : call.type().waitsForToken()
                            ? new Signal.TaskSubmitted(call.id(), result)
                            : new Signal.TaskSucceeded(call.id(), result)));
    return false;
  }

  @Override
  public void cancelTask(long id) {}

  @Override
  public void setTimer(long id, Instant due) {
    if (failure != null && !left) {
      // What a state sets a timer for after it failed is its next attempt.
      finish("RETRIABLE", failure);
      return;
    }
    boolean waits = tested.type().equals("Wait");
    long millis = waits ? 0 : Math.max(0, Duration.between(runner.now(), due).toMillis());
    timers.put(id, runner.threads().after(millis, () -> later(new Signal.TimerFired(id))));
  }

  @Override
  public void cancelTimer(long id) {
    Future<?> timer = timers.remove(id);
    if (timer != null) {
      timer.cancel(false);
    }
  }

  @Override
  public void ended(ExecutionResult result) {
    timers.values().forEach(timer -> timer.cancel(false));
    if (left) {
      finish(failure == null ? "SUCCEEDED" : "CAUGHT_ERROR", failure);
    } else {
      finish("FAILED", result.failure());
    }
  }

  private void finish(String status, @Nullable Failure why) {
    ObjectNode body = JSON.createObjectNode();
    if (left) {
      body.put("output", Values.write(output));
    }
    if (why != null && why.error() != null) {
      body.put("error", why.error());
    }
    if (why != null && why.cause() != null) {
      body.put("cause", why.cause());
    }
    if (left && nextState != null) {
      body.put("nextState", nextState);
    }
    answer.complete(body.put("status", status));
  }

  @Override
  public String token(long taskId) {
    return "test-" + taskId;
  }

  @Override
  public void event(
      long id,
      long previous,
      Instant at,
      String type,
      Supplier<Map<String, @Nullable Object>> supplied) {
    Map<String, @Nullable Object> details = supplied.get();
    boolean ours = tested.name().equals(details.get("name"));
    if (type.endsWith("StateEntered")) {
      if (ours && left) {
        // The state goes back to itself, which is not part of the test.
        nextState = tested.name();
        finish(failure == null ? "SUCCEEDED" : "CAUGHT_ERROR", failure);
      } else if (ours) {
        inspected.put("input", JSON.valueToTree(details.get("input")));
      } else if (left && nextState == null) {
        nextState = String.valueOf(details.get("name"));
      }
    } else if (type.endsWith("StateExited") && ours) {
      left = true;
      output = details.get("output");
    } else if (tested.type().equals("Task")) {
      taskEvent(type, details);
    }
  }

  @Override
  public void failed(String state, Failure why) {
    if (state.equals(tested.name())) {
      failure = why;
    }
  }

  private void taskEvent(String type, Map<String, @Nullable Object> details) {
    if (type.endsWith("Scheduled")) {
      Object arguments = details.getOrDefault("parameters", details.get("input"));
      inspected.put("afterArguments", JSON.valueToTree(arguments));
    } else if (type.endsWith("Succeeded")) {
      inspected.put("result", JSON.valueToTree(details.get("output")));
    }
  }
}
