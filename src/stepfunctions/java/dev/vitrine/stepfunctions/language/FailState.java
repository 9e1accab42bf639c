package dev.vitrine.stepfunctions.language;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * @see <a href="https://states-language.net/#fail-state">Fail state</a>
 */
final class FailState extends State {

  static final Set<String> FIELDS = Set.of("Error", "Cause");

  private final @Nullable Template error;
  private final @Nullable Template cause;

  FailState(String name, Fields fields) {
    super(name, "Fail", fields);
    error = fields.textTemplate("Error");
    cause = fields.textTemplate("Cause");
  }

  @Override
  void run(Visit visit) throws StateFailedException {
    visit.failed(new Failure(text(error, visit), text(cause, visit)));
  }

  private static @Nullable String text(@Nullable Template template, Visit visit)
      throws StateFailedException {
    if (template == null) {
      return null;
    }
    Object value = template.evaluate(View.of(visit));
    if (value instanceof String text) {
      return text;
    }
    throw template.wrongType("string", value);
  }
}
