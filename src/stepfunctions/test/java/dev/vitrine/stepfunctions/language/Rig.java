package dev.vitrine.stepfunctions.language;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One execution under a test's control: the test answers its tasks and moves its clock. */
final class Rig implements Effects, History {

  static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  /** An event of the history. */
  record Event(long id, long previous, String type, Map<String, @Nullable Object> details) {}

  final List<Event> events = new ArrayList<>();
  final Map<Long, TaskCall> tasks = new LinkedHashMap<>();
  final Map<Long, Instant> timers = new LinkedHashMap<>();
  private final Execution execution;
  private Instant now = START;
  private @Nullable ExecutionResult ended;

  private Rig(StateMachine machine, @Nullable Object input) {
    ExecutionInfo info =
        new ExecutionInfo("arn:e", "e", "arn:m", "m", "arn:role", START, input, 42);
    execution = new Execution(machine, info, this, this);
  }

  /** States of a machine, in JSON with single quotes; a backquote stands for a single quote. */
  static Rig run(String startAt, String states, String input) {
    Rig rig = new Rig(machine(startAt, states), json(input));
    rig.execution.apply(new Signal.Started(), START);
    return rig;
  }

  static Rig runDefinition(String definition, String input) {
    try {
      Rig rig = new Rig(StateMachine.parse(definition, Rig::catalog), json(input));
      rig.execution.apply(new Signal.Started(), START);
      return rig;
    } catch (InvalidDefinitionException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static StateMachine machine(String startAt, String states) {
    try {
      return StateMachine.parse(definition(startAt, states), Rig::catalog);
    } catch (InvalidDefinitionException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static String definition(String startAt, String states) {
    return "{'QueryLanguage':'JSONata','StartAt':'%s','States':{%s}}"
        .formatted(startAt, states)
        .replace('\'', '"')
        .replace('`', '\'');
  }

  /** "f" is a function, "s:do" a service integration, "s:ask" one that waits for its token. */
  static Optional<TaskType> catalog(String resource) {
    return switch (resource) {
      case "f" -> Optional.of(new TaskType(resource, null, "", false));
      case "s:do" -> Optional.of(new TaskType(resource, "s", "do", false));
      case "s:ask" -> Optional.of(new TaskType(resource, "s", "ask.waitForTaskToken", true));
      default -> Optional.empty();
    };
  }

  static @Nullable Object json(String text) {
    try {
      return Values.parse(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  void signal(Signal signal) {
    execution.apply(signal, now);
  }

  TaskCall onlyTask() {
    if (tasks.size() != 1) {
      throw new AssertionError("tasks: " + tasks);
    }
    return tasks.values().iterator().next();
  }

  Rig succeed(String result) {
    signal(new Signal.TaskSucceeded(take(onlyTask().id()), json(result)));
    return this;
  }

  Rig fail(String error) {
    signal(new Signal.TaskFailed(take(onlyTask().id()), new Failure(error, "because")));
    return this;
  }

  /** The first open task answers with its own arguments, until none is open. */
  Rig echoAll() {
    while (!tasks.isEmpty()) {
      TaskCall call = tasks.values().iterator().next();
      signal(new Signal.TaskSucceeded(take(call.id()), call.arguments()));
    }
    return this;
  }

  long take(long task) {
    tasks.remove(task);
    return task;
  }

  /** Lets time pass; timers that are due fire in their order, each at its time. */
  Rig pass(Duration time) {
    Instant until = now.plus(time);
    for (Optional<Map.Entry<Long, Instant>> due = due(until); due.isPresent(); due = due(until)) {
      long id = due.get().getKey();
      now = due.get().getValue();
      timers.remove(id);
      signal(new Signal.TimerFired(id));
    }
    now = until;
    return this;
  }

  private Optional<Map.Entry<Long, Instant>> due(Instant until) {
    return timers.entrySet().stream()
        .filter(timer -> !timer.getValue().isAfter(until))
        .min(Comparator.comparing(Map.Entry<Long, Instant>::getValue));
  }

  /** From now to the one timer there is. */
  Duration untilNextTimer() {
    return Duration.between(now, timers.values().stream().min(Instant::compareTo).orElseThrow());
  }

  boolean isRunning() {
    return ended == null;
  }

  ExecutionResult result() {
    if (ended == null) {
      throw new AssertionError("still running: " + types());
    }
    return ended;
  }

  /** The output as JSON with single quotes. */
  String output() {
    if (result().status() != ExecutionResult.Status.SUCCEEDED) {
      throw new AssertionError(result().toString());
    }
    return Values.write(result().output()).replace('"', '\'');
  }

  String error() {
    return String.valueOf(result().failure().error());
  }

  String cause() {
    return String.valueOf(result().failure().cause());
  }

  List<String> types() {
    return events.stream().map(Event::type).toList();
  }

  List<Execution.OpenTask> openTasks() {
    return execution.openTasks();
  }

  @Override
  public void event(
      long id,
      long previous,
      Instant at,
      String type,
      Supplier<Map<String, @Nullable Object>> details) {
    events.add(new Event(id, previous, type, details.get()));
  }

  @Override
  public boolean startTask(TaskCall call) {
    tasks.put(call.id(), call);
    return true;
  }

  @Override
  public void cancelTask(long id) {
    tasks.remove(id);
  }

  @Override
  public void setTimer(long id, Instant due) {
    timers.put(id, due);
  }

  @Override
  public void cancelTimer(long id) {
    timers.remove(id);
  }

  @Override
  public void ended(ExecutionResult result) {
    ended = result;
  }

  @Override
  public String token(long taskId) {
    return "token-" + taskId;
  }
}
