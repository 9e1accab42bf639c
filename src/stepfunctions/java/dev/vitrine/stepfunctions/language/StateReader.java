package dev.vitrine.stepfunctions.language;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the states of one definition. */
final class StateReader {

  private final TaskType.Registry catalog;
  private final @Nullable Object machineLanguage;
  private final Set<String> names = new HashSet<>();

  StateReader(TaskType.Registry catalog, @Nullable Object machineLanguage) {
    this.catalog = catalog;
    this.machineLanguage = machineLanguage;
  }

  /** Null, with a problem noted, when it is not a state that can be run. */
  @Nullable State read(String name, Fields fields) {
    if (name.isEmpty() || name.length() > 80) {
      fields.problem("The name of a state has 1 to 80 characters");
    }
    if (!names.add(name)) {
      fields.problem("Duplicate state name: " + name);
    }
    fields.require("Type");
    if (!speaksJsonata(fields)) {
      return null;
    }
    String type = fields.text("Type");
    return type == null ? null : read(type, name, fields);
  }

  private boolean speaksJsonata(Fields fields) {
    Object own = fields.has("QueryLanguage") ? fields.get("QueryLanguage") : machineLanguage;
    if ("JSONata".equals(own)) {
      return true;
    }
    if ("JSONPath".equals(own) && "JSONata".equals(machineLanguage)) {
      fields.problem(
          "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
    } else if (own == null || "JSONPath".equals(own)) {
      fields.problem(
          "The 'QueryLanguage' here is 'JSONPath', which is also the default;"
              + " only 'JSONata' can be run");
    } else {
      fields.problem("QueryLanguage", "Expected JSONata");
    }
    return false;
  }

  private @Nullable State read(String type, String name, Fields fields) {
    Set<String> allowed = new HashSet<>(State.COMMON);
    State state =
        switch (type) {
          case "Pass" -> allow(allowed, PassState.FIELDS, new PassState(name, fields));
          case "Task" -> allow(allowed, TaskState.FIELDS, new TaskState(name, fields, catalog));
          case "Choice" -> allow(allowed, ChoiceState.FIELDS, new ChoiceState(name, fields));
          case "Wait" -> allow(allowed, WaitState.FIELDS, new WaitState(name, fields));
          case "Succeed" -> allow(allowed, SucceedState.FIELDS, new SucceedState(name, fields));
          case "Fail" -> allow(allowed, FailState.FIELDS, new FailState(name, fields));
          case "Parallel" ->
              allow(allowed, ParallelState.FIELDS, new ParallelState(name, fields, this::inner));
          case "Map" -> allow(allowed, MapState.FIELDS, new MapState(name, fields, this::inner));
          default -> null;
        };
    if (state == null) {
      fields.problem(
          "Type", "Value is not one of: [Choice, Fail, Map, Parallel, Pass, Succeed, Task, Wait]");
      return null;
    }
    fields.allowOnly(allowed);
    return state;
  }

  private static State allow(Set<String> allowed, Set<String> fields, State state) {
    allowed.addAll(fields);
    return state;
  }

  private Workflow inner(Fields fields) {
    return Workflow.read(fields, this);
  }
}
