package dev.vitrine.stepfunctions.runner;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.stepfunctions.language.ExecutionResult;
import dev.vitrine.stepfunctions.language.Failure;
import dev.vitrine.stepfunctions.language.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the journal: what happened to one execution.
 *
 * @param execution the execution's number
 * @param previous position of the record before this one of the same execution; 0 for the first
 * @param body JSON: the kind in the field "k", the time in milliseconds in the field "t"
 */
record JournalRecord(long position, long execution, long previous, JsonNode body) {

  /** What a record says; each kind is stored under its own short name. */
  enum Kind {
    /** Begins a segment: lists the executions that run. */
    CHECKPOINT("checkpoint"),
    STARTED("started"),
    /** The work of a task that had waited in a line has begun. */
    BEGUN("begun"),
    /**
     * The process was stopped in good order during the work of a function, which has no part in it.
     */
    LEFT("left"),
    /** A task that waits for its token was handed over. */
    SUBMITTED("submitted"),
    SUCCEEDED("succeeded"),
    FAILED("failed"),
    HEARTBEAT("beat"),
    TIMER_FIRED("timer"),
    STOPPED("stopped"),
    REDRIVEN("redriven"),
    ENDED("ended"),
    /** A kind that a later version may write. */
    UNKNOWN("");

    private final String stored;

    Kind(String stored) {
      this.stored = stored;
    }

    private static Kind of(String stored) {
      for (Kind kind : values()) {
        if (kind.stored.equals(stored)) {
          return kind;
        }
      }
      return UNKNOWN;
    }
  }

  /** Values nest to 1,000 levels when they are read; a record wraps them in a few more. */
  private static final int MAX_NESTING = 2_000;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
              .streamWriteConstraints(
                  StreamWriteConstraints.builder().maxNestingDepth(MAX_NESTING).build())
              .build());

  Kind kind() {
    return Kind.of(body.path("k").asText());
  }

  long time() {
    return body.path("t").asLong();
  }

  String text(String field) {
    return body.path(field).asText();
  }

  /** In a LEFT record: the task. */
  long task() {
    return body.path("id").asLong();
  }

  /** In a REDRIVEN record: position of the execution's first record. */
  long first() {
    return body.path("first").asLong();
  }

  /** The signal that the record stores; null for CHECKPOINT, LEFT, ENDED and UNKNOWN. */
  @Nullable Signal signal() {
    long id = body.path("id").asLong();
    return switch (kind()) {
      case STARTED -> new Signal.Started();
      case BEGUN -> new Signal.TaskStarted(id);
      case SUBMITTED -> new Signal.TaskSubmitted(id, value("output"));
      case SUCCEEDED -> new Signal.TaskSucceeded(id, value("output"));
      case FAILED -> new Signal.TaskFailed(id, failure());
      case HEARTBEAT -> new Signal.Heartbeat(id);
      case TIMER_FIRED -> new Signal.TimerFired(id);
      case STOPPED -> new Signal.Stopped(failure());
      case REDRIVEN -> new Signal.Redriven();
      case CHECKPOINT, LEFT, ENDED, UNKNOWN -> null;
    };
  }

  /** How the execution ended, from an ENDED record. */
  ExecutionResult result() {
    ExecutionResult.Status status = ExecutionResult.Status.valueOf(text("status"));
    return new ExecutionResult(status, value("output"), failure());
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

  /** The body of the record that stores a signal, except Started and Redriven. */
  static byte[] of(Signal signal, long time) {
    if (signal instanceof Signal.TaskSubmitted task) {
      return new Body(Kind.SUBMITTED, time)
          .with("id", task.task())
          .with("output", task.output())
          .bytes();
    } else if (signal instanceof Signal.TaskSucceeded task) {
      return new Body(Kind.SUCCEEDED, time)
          .with("id", task.task())
          .with("output", task.output())
          .bytes();
    } else if (signal instanceof Signal.TaskFailed task) {
      return new Body(Kind.FAILED, time).with("id", task.task()).with(task.failure()).bytes();
    } else if (signal instanceof Signal.TaskStarted task) {
      return new Body(Kind.BEGUN, time).with("id", task.task()).bytes();
    } else if (signal instanceof Signal.Heartbeat task) {
      return new Body(Kind.HEARTBEAT, time).with("id", task.task()).bytes();
    } else if (signal instanceof Signal.TimerFired timer) {
      return new Body(Kind.TIMER_FIRED, time).with("id", timer.timer()).bytes();
    } else if (signal instanceof Signal.Stopped stopped) {
      return new Body(Kind.STOPPED, time).with(stopped.failure()).bytes();
    }
    throw new IllegalArgumentException("this signal is stored by a method of its own: " + signal);
  }

  /**
   * @param task of a function that has begun and has not ended
   */
  static byte[] left(long task, long time) {
    return new Body(Kind.LEFT, time).with("id", task).bytes();
  }

  /** In a REDRIVEN record: how often the execution was redriven, with this time. */
  int redrives() {
    return body.path("count").asInt(1);
  }

  /** In a REDRIVEN record: the caller's token; null if there was none. */
  @Nullable String token() {
    return body.path("token").textValue();
  }

  /**
   * @param first position of the execution's first record
   * @param count how often the execution was redriven, with this time
   * @param token of the caller; null if there is none
   */
  static byte[] redriven(long first, int count, @Nullable String token, long time) {
    return new Body(Kind.REDRIVEN, time)
        .with("first", first)
        .with("count", count)
        .with("token", token)
        .bytes();
  }

  static byte[] ended(ExecutionResult result, long time) {
    Body body = new Body(Kind.ENDED, time).with("status", result.status().name());
    return result.status() == ExecutionResult.Status.SUCCEEDED
        ? body.with("output", result.output()).bytes()
        : body.with(result.failure()).bytes();
  }

  /** Writes the JSON of one record. */
  static final class Body {

    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    /**
     * @param time in milliseconds
     */
    Body(Kind kind, long time) {
      fields.put("k", kind.stored);
      fields.put("t", time);
    }

    Body with(String field, @Nullable Object json) {
      fields.put(field, json);
      return this;
    }

    Body with(Failure failure) {
      return with("error", failure.error()).with("cause", failure.cause());
    }

    byte[] bytes() {
      try {
        return JSON.writeValueAsBytes(fields);
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("a record's field is not JSON", e);
      }
    }
  }
}
