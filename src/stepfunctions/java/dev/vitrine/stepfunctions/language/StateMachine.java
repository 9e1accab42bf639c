package dev.vitrine.stepfunctions.language;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A definition in the Amazon States Language (JSONata) that can be run. Immutable; every execution
 * of it may use it at the same time.
 *
 * @see <a href="https://states-language.net/">Amazon States Language</a>
 */
public final class StateMachine {

  private static final Set<String> FIELDS =
      Set.of("Comment", "StartAt", "States", "Version", "TimeoutSeconds", "QueryLanguage");

  private final Workflow workflow;
  private final int timeoutSeconds;

  private StateMachine(Workflow workflow, int timeoutSeconds) {
    this.workflow = workflow;
    this.timeoutSeconds = timeoutSeconds;
  }

  /**
   * @param definition JSON text
   * @param catalog the task resources that can be called
   * @throws InvalidDefinitionException with everything that keeps it from being run
   */
  public static StateMachine parse(String definition, TaskType.Registry catalog)
      throws InvalidDefinitionException {
    return parse(definition, catalog, Values::parse);
  }

  /**
   * Reads a definition that was accepted before: see {@link Values#parseStored}.
   *
   * @param definition JSON text
   * @param catalog the task resources that can be called
   * @throws InvalidDefinitionException with everything that keeps it from being run
   */
  public static StateMachine parseStored(String definition, TaskType.Registry catalog)
      throws InvalidDefinitionException {
    return parse(definition, catalog, Values::parseStored);
  }

  /** Reads JSON text. */
  private interface Reading {
    @Nullable Object of(String json) throws JsonProcessingException;
  }

  private static StateMachine parse(String definition, TaskType.Registry catalog, Reading reading)
      throws InvalidDefinitionException {
    List<Problem> problems = new ArrayList<>();
    StateMachine machine = read(definition, catalog, reading, problems);
    if (machine == null || !problems.isEmpty()) {
      throw new InvalidDefinitionException(problems);
    }
    return machine;
  }

  private static @Nullable StateMachine read(
      String definition, TaskType.Registry catalog, Reading reading, List<Problem> problems) {
    Object json = null;
    try {
      json = definition.isBlank() ? null : reading.of(definition);
    } catch (JsonProcessingException e) {
      String location = "line: %d, column: %d";
      problems.add(
          new Problem(
              Problem.INVALID_JSON,
              e.getLocation() == null
                  ? ""
                  : location.formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
              e.getOriginalMessage()));
      return null;
    }
    if (!(json instanceof Map<?, ?> object)) {
      problems.add(
          new Problem(Problem.INVALID_SCHEMA, "", "Definition must be a valid JSON object"));
      return null;
    }
    return read(new Fields(object, "", problems), catalog);
  }

  private static StateMachine read(Fields fields, TaskType.Registry catalog) {
    fields.allowOnly(FIELDS);
    if (fields.has("Version") && !"1.0".equals(fields.get("Version"))) {
      fields.problem("Version", "Expected 1.0");
    }
    int timeout = fields.integer("TimeoutSeconds", 0, 1, Fields.MAX_SECONDS);
    StateReader reader = new StateReader(catalog, fields.get("QueryLanguage"));
    Workflow workflow = Workflow.read(fields, reader);
    String name = workflow.assignedTwice(Set.of());
    if (name != null) {
      fields.problem(
          "The variable '" + name + "' is assigned inside and outside of a Parallel or Map state");
    }
    return new StateMachine(workflow, timeout);
  }

  Workflow workflow() {
    return workflow;
  }

  /** 0: no limit. */
  int timeoutSeconds() {
    return timeoutSeconds;
  }
}
