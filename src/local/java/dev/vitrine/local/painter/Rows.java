package dev.vitrine.local.painter;

import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Spreads work over the cores. What runs side by side writes to places of its own and reads none of
 * the others', so the result never depends on how many cores there are.
 */
final class Rows {
  private static final ThreadLocal<@Nullable TimeLimit> DEADLINE = new ThreadLocal<>();

  private record TimeLimit(long nanoTime, Duration limit) {}

  private Rows() {}

  /**
   * Does work that gives up when its time is over, at the next rows it begins.
   *
   * @throws PaintingTooSlowException when the work takes longer than the limit
   */
  static <T> T within(Duration limit, Supplier<T> work) {
    DEADLINE.set(new TimeLimit(System.nanoTime() + limit.toNanos(), limit));
    try {
      return work.get();
    } finally {
      DEADLINE.remove();
    }
  }

  static void parallel(int count, IntConsumer row) {
    TimeLimit deadline = DEADLINE.get();
    if (deadline != null && System.nanoTime() - deadline.nanoTime() > 0) {
      throw new PaintingTooSlowException(deadline.limit());
    }
    IntStream.range(0, count).parallel().forEach(row);
  }
}
