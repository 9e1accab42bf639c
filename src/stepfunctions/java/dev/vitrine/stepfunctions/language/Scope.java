package dev.vitrine.stepfunctions.language;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of one workflow: the machine, a branch of a Parallel state or an iteration of a Map
 * state. Those of the workflows around it can be read, not assigned.
 *
 * @see <a href="https://states-language.net/#variable-scope">Variable scope</a>
 */
final class Scope {

  private final @Nullable Scope outer;
  private @Nullable Map<String, @Nullable Object> variables;

  Scope(@Nullable Scope outer) {
    this.outer = outer;
  }

  boolean has(String name) {
    return (variables != null && variables.containsKey(name)) || (outer != null && outer.has(name));
  }

  @Nullable Object get(String name) {
    if (variables != null && variables.containsKey(name)) {
      return variables.get(name);
    }
    return outer == null ? null : outer.get(name);
  }

  void assign(Map<String, @Nullable Object> values) {
    if (!values.isEmpty()) {
      if (variables == null) {
        variables = new HashMap<>();
      }
      variables.putAll(values);
    }
  }
}
