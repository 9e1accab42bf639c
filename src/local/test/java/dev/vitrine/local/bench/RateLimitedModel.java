package dev.vitrine.local.bench;

import dev.vitrine.endpoint.ModelUnavailableException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * A model on one machine, in simulated time. It looks at one picture at a time; its job queue holds
 * some more and refuses the others, as DJL Serving's does. What is missing: batches of pictures,
 * answers that take now longer and now shorter, and machines that are added or lost.
 *
 * @see <a href="https://docs.djl.ai/master/docs/serving/serving/docs/configurations_model.html">DJL
 *     Serving: job_queue_size of a model</a>
 */
final class RateLimitedModel {
  private final LongSupplier now;
  private final long millisEach;
  private final int holds;

  /** When each picture that it has will be done. */
  private final Deque<Long> ends = new ArrayDeque<>();

  private long lastMillis;
  private long calls;
  private long refused;

  /**
   * @param now simulated time in milliseconds
   * @param millisEach for a picture
   * @param holds pictures that it takes, the one it looks at included
   */
  RateLimitedModel(LongSupplier now, long millisEach, int holds) {
    this.now = now;
    this.millisEach = millisEach;
    this.holds = holds;
  }

  /**
   * Asks for a picture. The answer is there at once; {@link #lastMillis} says when it would be.
   *
   * @throws ModelUnavailableException if its job queue is full
   */
  void ask() {
    calls++;
    while (!ends.isEmpty() && ends.getFirst() <= now.getAsLong()) {
      ends.removeFirst();
    }
    if (ends.size() >= holds) {
      refused++;
      lastMillis = 0;
      throw new ModelUnavailableException("its job queue is full", null);
    }
    long begin = ends.isEmpty() ? now.getAsLong() : ends.getLast();
    ends.addLast(begin + millisEach);
    lastMillis = begin + millisEach - now.getAsLong();
  }

  /** {@return how long the last call takes; 0 if it was refused} */
  long lastMillis() {
    return lastMillis;
  }

  long calls() {
    return calls;
  }

  long refused() {
    return refused;
  }
}
