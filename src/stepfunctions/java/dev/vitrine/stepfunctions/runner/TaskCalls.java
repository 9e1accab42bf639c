package dev.vitrine.stepfunctions.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.stepfunctions.language.Failure;
import dev.vitrine.stepfunctions.language.Signal;
import dev.vitrine.stepfunctions.language.Values;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The calls of those who hold a task token. */
final class TaskCalls {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StateMachineRunner runner;

  TaskCalls(StateMachineRunner runner) {
    this.runner = runner;
  }

  CompletionStage<ObjectNode> success(Request request) throws ApiException {
    Object output;
    try {
      output = Values.parse(request.text("output"));
    } catch (JsonProcessingException e) {
      throw new ApiException("InvalidOutput", "Invalid Output: '" + e.getOriginalMessage() + "'");
    }
    if (Values.tooLarge(output)) {
      throw ApiException.validation(
          "1 validation error detected: Value at 'output' failed to satisfy constraint: Member must"
              + " have length less than or equal to "
              + Values.MAX_BYTES);
    }
    @Nullable Object result = output;
    return send(request, true, task -> new Signal.TaskSucceeded(task, result));
  }

  CompletionStage<ObjectNode> failure(Request request) throws ApiException {
    request.limitLength("error", 256);
    request.limitLength("cause", 32_768);
    Failure failure =
        new Failure(
            request.has("error") ? request.text("error") : null,
            request.has("cause") ? request.text("cause") : null);
    return send(request, true, task -> new Signal.TaskFailed(task, failure));
  }

  CompletionStage<ObjectNode> heartbeat(Request request) throws ApiException {
    return send(request, false, Signal.Heartbeat::new);
  }

  private interface SignalFor {
    Signal of(long task);
  }

  private CompletionStage<ObjectNode> send(Request request, boolean last, SignalFor signal)
      throws ApiException {
    String token = request.text("taskToken");
    Optional<TaskTokens.Claim> claim = TaskTokens.claim(token);
    if (claim.isEmpty()) {
      throw new ApiException("InvalidToken", "Invalid Token: 'Invalid token'");
    }
    long task = claim.get().task();
    Optional<LiveExecution> live = runner.running(claim.get().execution());
    if (live.isEmpty()) {
      throw taskTimedOut();
    }
    // After a restart an execution learns what it waits for when it has been made again.
    return live.get()
        .ready()
        .thenCompose(
            ready ->
                live.get().tasks().accept(task, token, last)
                    ? live.get().signal(signal.of(task))
                    : CompletableFuture.failedFuture(taskTimedOut()))
        .thenApply(done -> JSON.createObjectNode());
  }

  private static ApiException taskTimedOut() {
    return new ApiException(
        "TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
  }
}
