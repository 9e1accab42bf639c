package dev.vitrine.stepfunctions.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.stepfunctions.language.ExecutionResult;
import dev.vitrine.stepfunctions.language.ExecutionResult.Status;
import dev.vitrine.stepfunctions.language.Failure;
import dev.vitrine.stepfunctions.language.InvalidDefinitionException;
import dev.vitrine.stepfunctions.language.Signal;
import dev.vitrine.stepfunctions.language.StateMachine;
import dev.vitrine.stepfunctions.language.Values;
import dev.vitrine.stepfunctions.runner.ExecutionTable.ExecutionRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The calls about executions. */
final class ExecutionCalls {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StateMachineRunner runner;

  ExecutionCalls(StateMachineRunner runner) {
    this.runner = runner;
  }

  CompletionStage<ObjectNode> start(Machine machine, Request request) throws ApiException {
    String name = request.has("name") ? request.name("name") : UUID.randomUUID().toString();
    String input = request.text("input", "{}");
    checkInput(input);
    return runner
        .startExecution(machine, name, input)
        .thenApply(
            started ->
                JSON.createObjectNode()
                    .put("executionArn", started.arn())
                    .put("startDate", Request.seconds(started.started())));
  }

  private static void checkInput(String input) throws ApiException {
    if (input.getBytes(StandardCharsets.UTF_8).length > Values.MAX_BYTES) {
      throw ApiException.validation(
          "1 validation error detected: Value at 'input' failed to satisfy constraint: Member must"
              + " have length less than or equal to "
              + Values.MAX_BYTES);
    }
    String reason = "Invalid execution input.";
    try {
      if (!input.isBlank()) {
        Values.parse(input);
        return;
      }
    } catch (JsonProcessingException e) {
      reason = e.getOriginalMessage();
    }
    throw new ApiException(
        "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + reason + "'");
  }

  ObjectNode describe(Request request) throws ApiException, IOException {
    ExecutionRow row = row(request);
    ExecutionStart start = start(row);
    ObjectNode answer = summary(row, start);
    answer.put("input", start.input()).putObject("inputDetails").put("included", true);
    Optional<JournalRecord> end = runner.store().end(row);
    if (end.isPresent()) {
      describeEnd(end.get().result(), answer);
    }
    List<JournalRecord> redrives =
        records(row, start).stream()
            .filter(record -> record.kind() == JournalRecord.Kind.REDRIVEN)
            .toList();
    answer.put("redriveCount", redrives.size());
    if (!redrives.isEmpty()) {
      Instant redriven = Instant.ofEpochMilli(redrives.get(redrives.size() - 1).time());
      answer.put("redriveDate", Request.seconds(redriven));
    }
    Optional<String> refusal = runner.redrives().refusal(row);
    answer.put("redriveStatus", refusal.isEmpty() ? "REDRIVABLE" : "NOT_REDRIVABLE");
    refusal.ifPresent(why -> answer.put("redriveStatusReason", why));
    return answer;
  }

  private static void describeEnd(ExecutionResult result, ObjectNode answer) {
    if (result.status() == Status.SUCCEEDED) {
      answer.put("output", Values.write(result.output()));
      answer.putObject("outputDetails").put("included", true);
    }
    if (result.failure().error() != null) {
      answer.put("error", result.failure().error());
    }
    if (result.failure().cause() != null) {
      answer.put("cause", result.failure().cause());
    }
  }

  private static ObjectNode summary(ExecutionRow row, ExecutionStart start) {
    ObjectNode entry =
        JSON.createObjectNode()
            .put("executionArn", start.arn())
            .put("stateMachineArn", start.machineArn())
            .put("name", start.name())
            .put("status", row.status().name())
            .put("startDate", Request.seconds(start.started()));
    if (row.status() != Status.RUNNING) {
      entry.put("stopDate", Request.seconds(Instant.ofEpochMilli(row.stopped())));
    }
    return entry;
  }

  private static Status status(String filter) throws ApiException {
    try {
      return Status.valueOf(filter);
    } catch (IllegalArgumentException e) {
      throw ApiException.validation(
          "1 validation error detected: Value '"
              + filter
              + "' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value"
              + " set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]");
    }
  }

  ObjectNode list(Machine machine, Request request) throws ApiException, IOException {
    Optional<Status> status = Optional.empty();
    if (request.has("statusFilter")) {
      String filter = request.text("statusFilter");
      if (filter.equals("PENDING_REDRIVE")) {
        // Only children of a distributed Map can have that status, and there are none.
        ObjectNode none = JSON.createObjectNode();
        none.putArray("executions");
        return none;
      }
      status = Optional.of(status(filter));
    }
    int limit = request.maxResults();
    long before = request.nextToken(Long.MAX_VALUE);
    List<ExecutionRow> rows = runner.store().list(machine.arn(), status, before, limit + 1);
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode entries = answer.putArray("executions");
    for (ExecutionRow row : rows.subList(0, Math.min(limit, rows.size()))) {
      Optional<ExecutionStart> start = runner.store().start(row);
      if (start.isPresent()) {
        entries.add(summary(row, start.get()).put("redriveCount", row.redrives()));
      }
    }
    if (rows.size() > limit) {
      answer.put("nextToken", Request.token(rows.get(limit - 1).execution()));
    }
    return answer;
  }

  /**
   * Makes the history on a thread of the runner, because the interpreter runs the execution again
   * for it.
   */
  CompletionStage<ObjectNode> history(Request request) throws ApiException, IOException {
    ExecutionRow row = row(request);
    ExecutionStart start = start(row);
    List<JournalRecord> records = records(row, start);
    if (records.isEmpty()) {
      throw new IOException("a record is damaged of " + start.arn());
    }
    StateMachine machine;
    try {
      machine = runner.machines().definition(start.definition());
    } catch (InvalidDefinitionException e) {
      throw new IOException("this version cannot run the definition of " + start.arn(), e);
    }
    boolean withData = request.flag("includeExecutionData", true);
    boolean reverse = request.flag("reverseOrder", false);
    long from = request.nextToken(0);
    int limit = request.maxResults();
    return CompletableFuture.supplyAsync(
            () -> HistoryEvents.of(row.execution(), machine, records, withData),
            runner.threads().workers())
        .thenApply(events -> page(events, reverse, from, limit));
  }

  private static ObjectNode page(List<ObjectNode> events, boolean reverse, long from, int limit) {
    if (reverse) {
      Collections.reverse(events);
    }
    int first = (int) Math.min(events.size(), from);
    int end = Math.min(events.size(), first + limit);
    ObjectNode answer = JSON.createObjectNode();
    answer.putArray("events").addAll(events.subList(first, end));
    return end < events.size() ? answer.put("nextToken", Request.token(end)) : answer;
  }

  /** The records on disk, of an execution that may be running. */
  private List<JournalRecord> records(ExecutionRow row, ExecutionStart start) throws IOException {
    long last = row.last();
    Optional<LiveExecution> live = runner.running(start.arn());
    if (live.isPresent()) {
      last = live.get().lastPosition();
    } else if (last == 0) {
      // It ended since the row was read.
      last = runner.store().find(start.arn()).map(ExecutionRow::last).orElse(row.first());
    }
    return runner.store().records(last == 0 ? row.first() : last);
  }

  CompletionStage<ObjectNode> stop(Request request) throws ApiException, IOException {
    request.limitLength("error", 256);
    request.limitLength("cause", 32_768);
    ExecutionRow row = row(request);
    Failure failure =
        new Failure(
            request.has("error") ? request.text("error") : null,
            request.has("cause") ? request.text("cause") : null);
    Optional<LiveExecution> live = runner.running(start(row).arn());
    if (live.isEmpty()) {
      ExecutionRow ended = row.last() == 0 ? row(request) : row;
      return CompletableFuture.completedFuture(stopped(Instant.ofEpochMilli(ended.stopped())));
    }
    return live.get()
        .signal(new Signal.Stopped(failure))
        .thenCompose(done -> live.get().ended())
        .thenApply(ExecutionCalls::stopped);
  }

  private static ObjectNode stopped(Instant at) {
    return JSON.createObjectNode().put("stopDate", Request.seconds(at));
  }

  CompletionStage<ObjectNode> redrive(Request request) throws ApiException, IOException {
    String token = request.has("clientToken") ? request.clientToken() : null;
    return runner
        .redrives()
        .redrive(start(row(request)).arn(), token)
        .thenApply(at -> JSON.createObjectNode().put("redriveDate", Request.seconds(at)));
  }

  ExecutionStart started(Request request) throws ApiException, IOException {
    return start(row(request));
  }

  private ExecutionRow row(Request request) throws ApiException, IOException {
    String arn = request.executionArn();
    Optional<ExecutionRow> row = runner.store().find(arn);
    if (row.isEmpty()) {
      throw ApiException.noExecution(arn);
    }
    return row.get();
  }

  private ExecutionStart start(ExecutionRow row) throws IOException {
    return runner
        .store()
        .start(row)
        .orElseThrow(() -> new IOException("no record of the start of " + row));
  }
}
