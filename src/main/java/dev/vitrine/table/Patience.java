package dev.vitrine.table;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses between tries, until a deadline. A pause is of random length, so that callers who collided
 * do not collide again. Its limit grows with each try and with how long the try took, so that
 * callers of a slow table wait longer.
 */
public final class Patience {
  private static final long SHORTEST_NANOS = Duration.ofMillis(10).toNanos();
  private static final long LONGEST_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int MOST_DOUBLINGS = 8;

  private final long deadline;
  private long tryBegan = System.nanoTime();
  private int tries;

  /**
   * @param otherwise how long to try where no {@link Deadline} is set
   */
  public Patience(Duration otherwise) {
    deadline = Deadline.nanoTime(otherwise);
  }

  /**
   * Waits before the next try.
   *
   * @param situation what to say when there is no time for another try
   * @throws TableUnavailableException when the deadline comes before the pause would end
   */
  public void pause(String situation, Throwable cause) {
    long now = System.nanoTime();
    long unit = Math.max(SHORTEST_NANOS, now - tryBegan);
    long longest = Math.min(LONGEST_NANOS, unit << Math.min(tries++, MOST_DOUBLINGS));
    long pause = ThreadLocalRandom.current().nextLong(Math.max(1, longest)) + 1;
    if (now + pause > deadline) {
      throw new TableUnavailableException(situation + ", after " + tries + " tries", cause);
    }
    try {
      Thread.sleep(Duration.ofNanos(pause).toMillis() + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TableUnavailableException("interrupted: " + situation, e);
    }
    tryBegan = System.nanoTime();
  }
}
