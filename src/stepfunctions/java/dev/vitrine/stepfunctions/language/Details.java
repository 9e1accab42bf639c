package dev.vitrine.stepfunctions.language;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Details of history events: fields in order, those without a value left out. */
final class Details {

  private Details() {}

  /**
   * @param namesAndValues in turn; a null is left out unless it is the JSON value of input or
   *     output
   */
  static Map<String, @Nullable Object> of(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> details = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = String.valueOf(namesAndValues[i]);
      Object value = namesAndValues[i + 1];
      if (value != null || isJson(name)) {
        details.put(name, value);
      }
    }
    return details;
  }

  static Map<String, @Nullable Object> exited(
      String state, @Nullable Object output, Map<String, @Nullable Object> assigned) {
    Map<String, @Nullable Object> details = of("name", state, "output", output);
    if (!assigned.isEmpty()) {
      details.put("assignedVariables", assigned);
    }
    return details;
  }

  private static boolean isJson(String name) {
    return name.equals("input") || name.equals("output") || name.equals("parameters");
  }
}
