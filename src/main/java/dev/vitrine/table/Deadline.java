package dev.vitrine.table;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Until when the work of the present thread must be done. A handler sets it from Lambda's remaining
 * time, so that a call of the table tries for as long as the function runs, and no longer. It is
 * bound to the thread rather than passed along because every port between a handler and the table
 * would have to carry it.
 */
public final class Deadline {
  /** Left for answering after the last try. */
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private static final ThreadLocal<Long> CURRENT = new ThreadLocal<>();

  private Deadline() {}

  /**
   * Does work that must be done within the time that Lambda leaves a function.
   *
   * @param remainingMillis Lambda's {@code getRemainingTimeInMillis}
   */
  public static <T> T within(int remainingMillis, Supplier<T> work) {
    Long outer = CURRENT.get();
    CURRENT.set(System.nanoTime() + Duration.ofMillis(remainingMillis).minus(MARGIN).toNanos());
    try {
      return work.get();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  /** {@return work for another thread, which has the present thread's deadline too} */
  public static Callable<@Nullable Void> carried(Runnable work) {
    Long present = CURRENT.get();
    return () -> {
      CURRENT.set(present);
      try {
        work.run();
        return null;
      } finally {
        CURRENT.remove();
      }
    };
  }

  /** {@return whether less time is left to the present thread; false where no deadline is set} */
  public static boolean isNearerThan(Duration time) {
    Long set = CURRENT.get();
    return set != null && set - System.nanoTime() < time.toNanos();
  }

  /** {@return how long the present thread has, 1 ms at least; null where no deadline is set} */
  public static @Nullable Duration left() {
    Long set = CURRENT.get();
    return set == null
        ? null
        : Duration.ofNanos(Math.max(Duration.ofMillis(1).toNanos(), set - System.nanoTime()));
  }

  /**
   * {@return the present thread's deadline, by {@link System#nanoTime}}
   *
   * @param otherwise the time from now on where none is set
   */
  static long nanoTime(Duration otherwise) {
    Long set = CURRENT.get();
    return set == null ? System.nanoTime() + otherwise.toNanos() : set;
  }
}
