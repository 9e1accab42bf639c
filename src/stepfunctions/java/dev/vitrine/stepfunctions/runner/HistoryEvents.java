package dev.vitrine.stepfunctions.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.stepfunctions.language.Effects;
import dev.vitrine.stepfunctions.language.Execution;
import dev.vitrine.stepfunctions.language.ExecutionResult;
import dev.vitrine.stepfunctions.language.History;
import dev.vitrine.stepfunctions.language.Signal;
import dev.vitrine.stepfunctions.language.StateMachine;
import dev.vitrine.stepfunctions.language.TaskCall;
import dev.vitrine.stepfunctions.language.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The history of an execution as the service shows it. It is not stored: the records of the journal
 * make the execution again, and the interpreter tells its events.
 */
final class HistoryEvents implements History {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> DATA = Set.of("input", "output", "parameters");

  /** Events whose details AWS always sends, even when they are empty. */
  private static final Set<String> ALWAYS =
      Set.of("ExecutionAborted", "ExecutionTimedOut", "ExecutionFailed");

  private final boolean withData;
  private final List<ObjectNode> events = new ArrayList<>();

  private HistoryEvents(boolean withData) {
    this.withData = withData;
  }

  /**
   * @param withData whether inputs and outputs are shown
   */
  static List<ObjectNode> of(
      long number, StateMachine machine, List<JournalRecord> records, boolean withData) {
    ExecutionStart start = ExecutionStart.of(records.get(0));
    HistoryEvents history = new HistoryEvents(withData);
    TaskTokens tokens = new TaskTokens(number, start.seed());
    Execution again = new Execution(machine, start.info(), new NoEffects(tokens), history);
    for (JournalRecord each : records) {
      Signal signal = each.signal();
      if (signal != null) {
        again.apply(signal, Instant.ofEpochMilli(each.time()));
      }
    }
    return history.events;
  }

  @Override
  public void event(
      long id,
      long previous,
      Instant at,
      String type,
      Supplier<Map<String, @Nullable Object>> details) {
    ObjectNode event = JSON.createObjectNode();
    event.put("timestamp", Request.seconds(at)).put("type", type);
    event.put("id", id).put("previousEventId", previous);
    ObjectNode shown = show(type, details.get());
    if (!shown.isEmpty() || ALWAYS.contains(type)) {
      event.set(detailsName(type), shown);
    }
    events.add(event);
  }

  private ObjectNode show(String type, Map<String, @Nullable Object> details) {
    ObjectNode shown = JSON.createObjectNode();
    details.forEach(
        (name, value) -> {
          if (DATA.contains(name)) {
            showData(shown, name, value);
          } else if (name.equals("assignedVariables") && value instanceof Map<?, ?> variables) {
            ObjectNode assigned = shown.putObject(name);
            variables.forEach((key, each) -> assigned.put((String) key, Values.write(each)));
            shown.putObject(name + "Details").put("truncated", false);
          } else {
            shown.putPOJO(name, value);
          }
        });
    if (type.equals("TaskScheduled")) {
      shown.put("region", Arns.REGION);
    }
    return shown;
  }

  private void showData(ObjectNode shown, String name, @Nullable Object value) {
    // The member parameters is required by the service's model.
    if (withData || name.equals("parameters")) {
      shown.put(name, withData ? Values.write(value) : "");
    }
    if (withData && !name.equals("parameters")) {
      shown.putObject(name + "Details").put("truncated", false);
    }
  }

  private static String detailsName(String type) {
    if (type.endsWith("StateEntered")) {
      return "stateEnteredEventDetails";
    }
    if (type.endsWith("StateExited")) {
      return "stateExitedEventDetails";
    }
    return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1) + "EventDetails";
  }

  private record NoEffects(TaskTokens tokens) implements Effects {
    @Override
    public boolean startTask(TaskCall call) {
      return true;
    }

    @Override
    public void cancelTask(long id) {}

    @Override
    public void setTimer(long id, Instant due) {}

    @Override
    public void cancelTimer(long id) {}

    @Override
    public void ended(ExecutionResult result) {}

    @Override
    public String token(long taskId) {
      return tokens.of(taskId);
    }
  }
}
