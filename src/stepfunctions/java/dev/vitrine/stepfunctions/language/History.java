package dev.vitrine.stepfunctions.language;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Is told every event of an execution, in order. Ids count from 1. */
public interface History {

  /** Keeps nothing. */
  History NONE = (id, previous, at, type, details) -> {};

  /**
   * @param previous the event this one follows in its branch; 0 for the first
   * @param type as AWS names it, {@code TaskStateEntered}
   * @param details fields as AWS names them; values are plain JSON
   */
  void event(
      long id,
      long previous,
      Instant at,
      String type,
      Supplier<Map<String, @Nullable Object>> details);

  /**
   * A state failed. Its handlers, of which nothing has been done yet, decide what follows. It is no
   * event: AWS tells some failures only by what follows.
   *
   * @param state its name
   */
  default void failed(String state, Failure failure) {}
}
