package dev.vitrine.local.function;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a line moves, by the tasks that ended last. Safe for many threads. */
final class Pace {
  private static final int MOST = 20;
  private static final int FEWEST = 3;

  private final int atOnce;
  private final Deque<Duration> last = new ArrayDeque<>();

  /**
   * @param atOnce how many tasks are done at the same time
   */
  Pace(int atOnce) {
    this.atOnce = atOnce;
  }

  synchronized void ended(Duration task) {
    last.addLast(task);
    if (last.size() > MOST) {
      last.removeFirst();
    }
  }

  /** {@return seconds from the end of one task to the next; not a number until three have ended} */
  synchronized double secondsApart() {
    return last.size() < FEWEST
        ? Double.NaN
        : last.stream().mapToLong(Duration::toNanos).average().orElseThrow() / 1e9 / atOnce;
  }
}
