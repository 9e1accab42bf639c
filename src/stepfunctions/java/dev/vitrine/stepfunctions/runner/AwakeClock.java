package dev.vitrine.stepfunctions.runner;

import java.time.Clock;

/**
 * Counts the time in which this process could work. A process that is suspended, as a laptop's lid
 * and SIGSTOP do it, would find all its limits exceeded when it goes on, though nothing had time to
 * be done; so a gap between two looks at the clock counts as one second at most.
 */
final class AwakeClock {

  /** How often somebody must look, so that nothing but a suspension makes a longer gap. */
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
