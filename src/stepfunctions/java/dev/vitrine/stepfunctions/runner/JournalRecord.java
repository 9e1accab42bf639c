package dev.vitrine.stepfunctions.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.stepfunctions.language.Failure;
import dev.vitrine.stepfunctions.language.Outcome;
import dev.vitrine.stepfunctions.language.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the journal: what happened to one execution.
 *
 * @param execution its number
 * @param previous position of the execution's record before this one; 0 for the first
 * @param body JSON with the kind under "k" and the time, in milliseconds, under "t"
 */
record JournalRecord(long position, long execution, long previous, JsonNode body) {

  static final String STARTED = "started";
  static final String ENDED = "ended";
  static final String CHECKPOINT = "checkpoint";
  static final String REDRIVEN = "redriven";

  private static final ObjectMapper JSON = new ObjectMapper();

  String kind() {
    return body.path("k").asText();
  }

  long time() {
    return body.path("t").asLong();
  }

  String text(String field) {
    return body.path(field).asText();
  }

  /** Of a record that makes an execution run again: position of the execution's first one. */
  long first() {
    return body.path("first").asLong();
  }

  /** Whether an execution that had ended runs again. */
  boolean isRedrive() {
    return kind().equals(REDRIVEN);
  }

  /**
   * @return null for a record that is no signal: the end of the execution
   */
  @Nullable Signal signal() {
    long id = body.path("id").asLong();
    return switch (kind()) {
      case STARTED -> new Signal.Started();
      case "submitted" -> new Signal.TaskSubmitted(id, value("output"));
      case "succeeded" -> new Signal.TaskSucceeded(id, value("output"));
      case "failed" -> new Signal.TaskFailed(id, failure());
      case "beat" -> new Signal.Heartbeat(id);
      case "timer" -> new Signal.TimerFired(id);
      case "stopped" -> new Signal.Stopped(failure());
      case REDRIVEN -> new Signal.Redriven();
      default -> null;
    };
  }

  Outcome outcome() {
    return new Outcome(Outcome.Status.valueOf(text("status")), value("output"), failure());
  }

  private @Nullable Object value(String field) {
    try {
      return JSON.treeToValue(body.path(field), Object.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Failure failure() {
    return new Failure(body.path("error").textValue(), body.path("cause").textValue());
  }

  static JsonNode parse(byte[] body) throws IOException {
    return JSON.readTree(body);
  }

  static byte[] of(Signal signal, long time) {
    if (signal instanceof Signal.TaskSubmitted task) {
      return body("submitted", time, "id", task.task(), "output", task.output());
    } else if (signal instanceof Signal.TaskSucceeded task) {
      return body("succeeded", time, "id", task.task(), "output", task.output());
    } else if (signal instanceof Signal.TaskFailed task) {
      return failed("failed", time, task.task(), task.failure());
    } else if (signal instanceof Signal.Heartbeat task) {
      return body("beat", time, "id", task.task());
    } else if (signal instanceof Signal.TimerFired timer) {
      return body("timer", time, "id", timer.timer());
    } else if (signal instanceof Signal.Stopped stopped) {
      return failed("stopped", time, 0, stopped.failure());
    }
    throw new IllegalArgumentException("has a record of its own: " + signal);
  }

  private static byte[] failed(String kind, long time, long id, Failure failure) {
    return body(kind, time, "id", id, "error", failure.error(), "cause", failure.cause());
  }

  /**
   * @param first position of the execution's first record
   */
  static byte[] redriven(long first, long time) {
    return body(REDRIVEN, time, "first", first);
  }

  static byte[] ended(Outcome outcome, long time) {
    return outcome.status() == Outcome.Status.SUCCEEDED
        ? body(ENDED, time, "status", outcome.status().name(), "output", outcome.output())
        : body(
            ENDED,
            time,
            "status",
            outcome.status().name(),
            "error",
            outcome.failure().error(),
            "cause",
            outcome.failure().cause());
  }

  static byte[] body(String kind, long time, @Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("k", kind);
    body.put("t", time);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      body.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }
}
