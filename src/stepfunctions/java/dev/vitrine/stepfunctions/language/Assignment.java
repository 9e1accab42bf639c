package dev.vitrine.stepfunctions.language;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The field Assign: all values are computed from what was there before, then assigned together.
 *
 * @see <a href="https://states-language.net/#assigning-variables">Assigning variables</a>
 */
final class Assignment {

  static final Assignment NONE = new Assignment(Map.of());

  private final Map<String, Template> values;

  private Assignment(Map<String, Template> values) {
    this.values = values;
  }

  static Assignment of(Map<?, ?> json) {
    Map<String, Template> values = new LinkedHashMap<>();
    json.forEach((name, value) -> values.put((String) name, Template.of(value, "Assign/" + name)));
    return new Assignment(values);
  }

  Set<String> names() {
    return values.keySet();
  }

  Map<String, @Nullable Object> evaluate(Bindings bindings) throws StateFailedException {
    if (values.isEmpty()) {
      return Map.of();
    }
    Map<String, @Nullable Object> assigned = new LinkedHashMap<>();
    for (Map.Entry<String, Template> value : values.entrySet()) {
      assigned.put(value.getKey(), value.getValue().evaluate(bindings));
    }
    return assigned;
  }
}
