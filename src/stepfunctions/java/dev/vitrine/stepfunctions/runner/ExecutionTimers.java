package dev.vitrine.stepfunctions.runner;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/** The timers of one execution that are set. */
final class ExecutionTimers {

  private final Map<Long, Future<?>> byId = new ConcurrentHashMap<>();
  private final RunnerThreads threads;
  private final LongConsumer fired;

  /**
   * @param fired is told the id of a timer that fires, and told again if it throws
   */
  ExecutionTimers(RunnerThreads threads, LongConsumer fired) {
    this.threads = threads;
    this.fired = fired;
  }

  /**
   * Sets a timer, instead of an earlier one with the same id.
   *
   * @param millis from now; at once if it is negative
   */
  void set(long id, long millis) {
    Future<?> before = byId.put(id, threads.after(Math.max(0, millis), () -> fire(id)));
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
