package dev.vitrine.stepfunctions.language;

import com.dashjoin.jsonata.JException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a definition while it is read. What is wrong is noted, not thrown, so that an
 * author sees all of it at once; a getter then returns something harmless.
 */
final class Fields {

  /** Longest wait or timeout, in seconds: the limit of the service. */
  static final int MAX_SECONDS = 99_999_999;

  private final Map<?, ?> json;
  private final String location;
  private final List<Problem> problems;

  /**
   * @param location "" for the machine itself, otherwise {@code /States/Name}
   */
  Fields(Map<?, ?> json, String location, List<Problem> problems) {
    this.json = json;
    this.location = location;
    this.problems = problems;
  }

  boolean has(String field) {
    return json.containsKey(field);
  }

  @Nullable Object get(String field) {
    return json.get(field);
  }

  void problem(String message) {
    problems.add(new Problem(Problem.INVALID_SCHEMA, location.isEmpty() ? "/" : location, message));
  }

  void problem(String field, String message) {
    problems.add(new Problem(Problem.INVALID_SCHEMA, location + "/" + field, message));
  }

  void require(String... fields) {
    List<String> missing = new ArrayList<>();
    for (String field : fields) {
      if (!has(field)) {
        missing.add(field);
      }
    }
    if (!missing.isEmpty()) {
      problem("These fields are required: " + missing);
    }
  }

  void allowOnly(Set<String> fields) {
    for (Object name : json.keySet()) {
      if (!fields.contains(name)) {
        problem(String.valueOf(name), "Field '" + name + "' is not supported here");
      }
    }
  }

  @Nullable String text(String field) {
    Object value = json.get(field);
    if (value instanceof String text) {
      return text;
    }
    if (has(field)) {
      problem(field, "Expected value of type String");
    }
    return null;
  }

  boolean flag(String field) {
    Object value = json.get(field);
    if (has(field) && !(value instanceof Boolean)) {
      problem(field, "Expected value of type Boolean");
    }
    return Boolean.TRUE.equals(value);
  }

  /** A whole number from the definition; expressions are not allowed here. */
  int integer(String field, int absent, int least, int most) {
    if (json.get(field) instanceof Number number && !(number instanceof Integer)) {
      problem(field, "Expected a whole number from " + least + " to " + most);
      return absent;
    }
    return (int) number(field, absent, least, most);
  }

  /** A number from the definition; expressions are not allowed here. */
  double number(String field, double absent, double least, double most) {
    if (!has(field)) {
      return absent;
    }
    if (json.get(field) instanceof Number number
        && number.doubleValue() >= least
        && number.doubleValue() <= most) {
      return number.doubleValue();
    }
    problem(field, "Expected a number from " + plain(least) + " to " + plain(most));
    return absent;
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  /** A whole number of at least {@code least}, or an expression; null when absent. */
  @Nullable Template wholeNumber(String field, int least) {
    Object value = json.get(field);
    boolean fits =
        value instanceof String text
            ? Expression.isExpression(text)
            : (value instanceof Integer number && number >= least && number <= MAX_SECONDS);
    if (has(field) && !fits) {
      problem(field, "Expected a whole number of at least " + least + " or a JSONata expression");
      return null;
    }
    return template(field);
  }

  /** A number from 0 to 100, or an expression; null when absent. */
  @Nullable Template percentage(String field) {
    Object value = json.get(field);
    boolean fits =
        value instanceof String text
            ? Expression.isExpression(text)
            : value instanceof Number number
                && number.doubleValue() >= 0
                && number.doubleValue() <= 100;
    if (has(field) && !fits) {
      problem(field, "Expected a number from 0 to 100 or a JSONata expression");
      return null;
    }
    return template(field);
  }

  /** Text, which may be an expression; null when absent. */
  @Nullable Template textTemplate(String field) {
    return text(field) == null ? null : template(field);
  }

  /**
   * Any JSON; null when absent.
   *
   * @param parts of {@code $states} that its expressions may read, besides input and context
   */
  @Nullable Template template(String field, String... parts) {
    if (!has(field)) {
      return null;
    }
    check(field, parts);
    try {
      return Template.of(json.get(field), field);
    } catch (JException e) {
      problem(field, "Not a JSONata expression: " + e.getDetailedErrorMessage());
    } catch (RuntimeException | StackOverflowError e) {
      problem(field, "Not a JSONata expression: " + e.getMessage());
    }
    return null;
  }

  private void check(String field, String... parts) {
    ExpressionCheck.problemOf(json.get(field), Set.of(parts))
        .ifPresent(problem -> problem(field, problem));
  }

  /**
   * @param parts as in {@link #template}
   */
  Assignment assignment(String... parts) {
    if (!has("Assign")) {
      return Assignment.NONE;
    }
    check("Assign", parts);
    if (!(json.get("Assign") instanceof Map<?, ?> values)) {
      problem("Assign", "Expected value of type Object");
      return Assignment.NONE;
    }
    for (Object name : values.keySet()) {
      if (!String.valueOf(name).matches("[\\p{L}_][\\p{L}\\p{N}_]{0,79}")
          || name.equals("states")) {
        problem("Assign", "'" + name + "' is not a name for a variable");
      }
    }
    try {
      return Assignment.of(values);
    } catch (RuntimeException | StackOverflowError e) {
      problem("Assign", "Not a JSONata expression: " + e.getMessage());
      return Assignment.NONE;
    }
  }

  /** The objects of an array, each with its own location; none when absent. */
  List<Fields> objects(String field) {
    List<Fields> objects = new ArrayList<>();
    if (!has(field)) {
      return objects;
    }
    if (!(json.get(field) instanceof List<?> array)) {
      problem(field, "Expected value of type Array");
      return objects;
    }
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i) instanceof Map<?, ?> object) {
        objects.add(new Fields(object, location + "/" + field + "/" + i, problems));
      } else {
        problem(field + "/" + i, "Expected value of type Object");
      }
    }
    return objects;
  }

  /** The members of an object of objects, named; none when it is something else. */
  Map<String, Fields> members(String field) {
    Map<String, Fields> members = new LinkedHashMap<>();
    if (json.get(field) instanceof Map<?, ?> object) {
      object.forEach(
          (name, value) -> {
            if (value instanceof Map<?, ?> member) {
              members.put(
                  (String) name, new Fields(member, location + "/" + field + "/" + name, problems));
            } else {
              problem(field + "/" + name, "Expected value of type Object");
            }
          });
    } else if (has(field)) {
      problem(field, "Expected value of type Object");
    }
    return members;
  }

  /** One object; null, noted, when it is something else. */
  @Nullable Fields object(String field) {
    if (json.get(field) instanceof Map<?, ?> object) {
      return new Fields(object, location + "/" + field, problems);
    }
    if (has(field)) {
      problem(field, "Expected value of type Object");
    }
    return null;
  }

  /** Names of errors; at least one, and States.ALL only alone and in the last place. */
  List<String> errorNames(boolean last) {
    List<String> names = new ArrayList<>();
    if (get("ErrorEquals") instanceof List<?> errors) {
      for (Object error : errors) {
        names.add(String.valueOf(error));
      }
    }
    if (names.isEmpty()) {
      problem("ErrorEquals", "Expected a non-empty Array of error names");
    }
    for (String name : names) {
      if (name.startsWith("States.") && !Failure.RESERVED.contains(name)) {
        problem("ErrorEquals", "'" + name + "' is not one of the error names of the language");
      }
    }
    if (names.contains(Failure.ALL) && (names.size() > 1 || !last)) {
      problem("ErrorEquals", "'States.ALL' must appear alone and in the last place");
    }
    return names;
  }
}
