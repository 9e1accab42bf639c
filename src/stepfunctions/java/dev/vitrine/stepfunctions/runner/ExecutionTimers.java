package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.Execution.OpenTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** The timers of one execution that are set. */
final class ExecutionTimers {

  private final Map<Long, Future<?>> byId = new ConcurrentHashMap<>();
  private final RunnerThreads threads;
  private final Supplier<Instant> now;
  private final LongConsumer fired;

  /**
   * @param fired is told the id of a timer that fires, and told again if it throws
   */
  ExecutionTimers(RunnerThreads threads, Supplier<Instant> now, LongConsumer fired) {
    this.threads = threads;
    this.now = now;
    this.fired = fired;
  }

  /** Sets a timer, instead of an earlier one with the same id; one that is due fires at once. */
  void set(long id, Instant due) {
    long millis = Duration.between(now.get(), due).toMillis();
    replace(id, threads.after(Math.max(0, millis), () -> fire(id)));
  }

  /** Sets the timer of a limit, as {@link #set} does; time in a suspension does not count. */
  void setLimit(long id, Instant due) {
    await(id, threads.awakeMillis() + Duration.between(now.get(), due).toMillis());
  }

  private void await(long id, long awakeMillis) {
    long rest = Math.max(0, awakeMillis - threads.awakeMillis());
    replace(id, threads.after(rest, () -> reached(id, awakeMillis)));
  }

  private void reached(long id, long awakeMillis) {
    if (threads.awakeMillis() < awakeMillis && byId.containsKey(id)) {
      await(id, awakeMillis);
    } else {
      fire(id);
    }
  }

  /**
   * Sets the timers of an execution that was made again from the journal.
   *
   * @param stopped time of its last record; time since then does not count for limits
   */
  void resume(Map<Long, OpenTimer> open, Instant stopped) {
    Duration away = Duration.between(stopped, now.get());
    open.forEach(
        (id, timer) -> {
          if (timer.limit()) {
            setLimit(id, timer.due().plus(away));
          } else {
            set(id, timer.due());
          }
        });
  }

  private void replace(long id, Future<?> timer) {
    Future<?> before = byId.put(id, timer);
    if (before != null) {
      before.cancel(false);
    }
  }

  private void fire(long id) {
    byId.remove(id);
    threads.insist(() -> fired.accept(id));
  }

  void cancel(long id) {
    Future<?> timer = byId.remove(id);
    if (timer != null) {
      timer.cancel(false);
    }
  }

  void cancelAll() {
    byId.values().forEach(timer -> timer.cancel(false));
  }
}
