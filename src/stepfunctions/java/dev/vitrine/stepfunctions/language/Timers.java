package dev.vitrine.stepfunctions.language;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The timers of one execution that have not fired. */
final class Timers {

  private record Timer(Instant due, Runnable action, boolean limit) {}

  private final Map<Long, Timer> timers = new LinkedHashMap<>();
  private final Effects effects;

  Timers(Effects effects) {
    this.effects = effects;
  }

  /** Sets a timer for a point in time, such as the end of a pause. */
  void set(long id, Instant due, Runnable action) {
    timers.put(id, new Timer(due, action, false));
    effects.setTimer(id, due);
  }

  /** Makes the timer of a limit, which is not set before {@link #restart}. */
  void prepareLimit(long id, Instant due, Runnable action) {
    timers.put(id, new Timer(due, action, true));
  }

  /** Sets the timer of a limit, whether or not it was set before; does nothing if it has fired. */
  void restart(long id, Instant due) {
    Timer timer = timers.get(id);
    if (timer != null) {
      prepareLimit(id, due, timer.action());
      effects.setLimit(id, due);
    }
  }

  void cancel(long id) {
    if (timers.remove(id) != null) {
      effects.cancelTimer(id);
    }
  }

  /** {@return what the timer does, once; null if it has fired or was cancelled} */
  @Nullable Runnable fire(long id) {
    Timer timer = timers.remove(id);
    return timer == null ? null : timer.action();
  }

  /** {@return the timers by id, except those of {@code without}} */
  Map<Long, Execution.OpenTimer> open(Set<Long> without) {
    Map<Long, Execution.OpenTimer> open = new LinkedHashMap<>();
    timers.forEach(
        (id, timer) -> {
          if (!without.contains(id)) {
            open.put(id, new Execution.OpenTimer(timer.due(), timer.limit()));
          }
        });
    return open;
  }
}
