package dev.vitrine.stepfunctions.runner;

import java.time.Clock;

/**
 * Counts the time in which this process could work. After a suspension (a closed laptop, SIGSTOP)
 * every limit would be exceeded, although nothing had time to work. So a gap between two readings
 * counts as one second at most.
 *
 * <p>Neither {@link Clock} nor {@link System#nanoTime} tells it: both go on during SIGSTOP.
 */
final class AwakeClock {

  /** Time between two readings; only a suspension makes a much longer gap. */
  static final long LOOK_MILLIS = 250;

  private static final long LONGEST_GAP_MILLIS = 1_000;

  private final Clock time;
  private long last;
  private long awake;

  AwakeClock(Clock time) {
    this.time = time;
    this.last = time.millis();
  }

  /** {@return milliseconds since this clock was made, without those of suspensions} */
  synchronized long millis() {
    long now = time.millis();
    awake += Math.max(0, Math.min(now - last, LONGEST_GAP_MILLIS));
    last = now;
    return awake;
  }
}
