package dev.vitrine.stepfunctions.language;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * @see <a href="https://states-language.net/#wait-state">Wait state</a>
 */
final class WaitState extends State {

  static final Set<String> FIELDS =
      Set.of("Seconds", "Timestamp", "Next", "End", "Output", "Assign");

  private final @Nullable Template seconds;
  private final @Nullable Template timestamp;

  WaitState(String name, Fields fields) {
    super(name, "Wait", fields);
    requireTransition(fields);
    seconds = fields.wholeNumber("Seconds", 0);
    timestamp = fields.textTemplate("Timestamp");
    if (fields.has("Seconds") == fields.has("Timestamp")) {
      fields.problem("Exactly one of these fields is required: [Seconds, Timestamp]");
    }
    if (fields.get("Timestamp") instanceof String text
        && !Expression.isExpression(text)
        && parse(text) == null) {
      fields.problem("Timestamp", "String does not match RFC3339 timestamp");
    }
  }

  @Override
  void run(Visit visit) throws StateFailedException {
    Instant until = until(visit);
    Execution execution = visit.branch.execution;
    if (until.isAfter(execution.now().plusSeconds(Integer.MAX_VALUE))) {
      throw new StateFailedException(Failure.RUNTIME, "Wait state delay is too long.");
    }
    if (!until.isAfter(execution.now())) {
      done(visit);
      return;
    }
    long timer = execution.setTimer(until, () -> visit.attempt(() -> done(visit)));
    visit.running(() -> execution.cancelTimer(timer));
  }

  private void done(Visit visit) throws StateFailedException {
    visit.leave(View.of(visit), visit.input);
  }

  private Instant until(Visit visit) throws StateFailedException {
    if (seconds != null) {
      return visit.branch.execution.now().plusSeconds(visit.wholeNumber(seconds, 0));
    }
    Object value = timestamp == null ? null : timestamp.evaluate(View.of(visit));
    Instant parsed = value instanceof String text ? parse(text) : null;
    if (parsed == null) {
      throw StateFailedException.query(
          "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format"
              + " string: "
              + (value instanceof String ? value : Values.write(value)),
          "Timestamp");
    }
    return parsed;
  }

  private static @Nullable Instant parse(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
