package dev.vitrine.stepfunctions.language;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The details of one history event, built field by field; the fields keep their order. */
final class Details {

  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  /** Adds the name of a state. */
  static Details ofState(String name) {
    return new Details().with("name", name);
  }

  /** Adds a field that AWS leaves out when it has no value. */
  Details with(String field, @Nullable Object value) {
    if (value != null) {
      fields.put(field, value);
    }
    return this;
  }

  /** Adds JSON data: here null is a value. */
  Details withJson(String field, @Nullable Object json) {
    fields.put(field, json);
    return this;
  }

  /** Adds error and cause, as far as the failure has them. */
  Details withFailure(Failure failure) {
    return with("error", failure.error()).with("cause", failure.cause());
  }

  Details withAll(Details other) {
    fields.putAll(other.fields);
    return this;
  }

  Map<String, @Nullable Object> fields() {
    return fields;
  }
}
