package dev.vitrine.stepfunctions.language;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the expressions of one state see: {@code $states} and the variables of its workflow.
 *
 * @see <a href="https://states-language.net/#reserved-variable-states">The variable $states</a>
 */
final class View implements Bindings {

  private final Visit visit;
  private final Map<String, @Nullable Object> states = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> extraContext = new LinkedHashMap<>();
  private boolean complete;
  private long made;

  private View(Visit visit) {
    this.visit = visit;
    states.put("input", visit.input);
  }

  static View of(Visit visit) {
    return new View(visit);
  }

  View result(@Nullable Object result) {
    states.put("result", result);
    return this;
  }

  View errorOutput(Failure failure) {
    states.put("errorOutput", failure.asOutput());
    return this;
  }

  /** The token of a task, or the item of an iteration that is about to start. */
  View context(String name, Map<String, @Nullable Object> value) {
    extraContext.put(name, value);
    return this;
  }

  @Override
  public boolean has(String name) {
    return name.equals("states") || visit.branch.scope.has(name);
  }

  @Override
  public @Nullable Object get(String name, boolean withContext) {
    if (!name.equals("states")) {
      return visit.branch.scope.get(name);
    }
    if (withContext && !complete) {
      complete = true;
      Map<String, @Nullable Object> context = visit.context();
      context.putAll(extraContext);
      states.put("context", context);
    }
    return states;
  }

  @Override
  public long made(long characters) {
    made += characters;
    return made;
  }

  @Override
  public Moment moment() {
    return visit.branch.execution;
  }
}
