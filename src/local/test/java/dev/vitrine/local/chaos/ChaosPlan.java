package dev.vitrine.local.chaos;

import java.time.Duration;

/**
 * The size of a run.
 *
 * @param pictures number of uploads
 * @param contents number of different pictures among them; one in {@value #HOSTILE_EVERY} uploads
 *     is a hostile file instead
 * @param kills number of kills (SIGKILL)
 * @param suspension time for which the process is stopped once (SIGSTOP), as by a closed lid
 * @param modelFaults share of the models' requests that fail
 * @param diskMegabytes size of the disk that fills once; 0 to leave this out
 * @param patience longest time for one upload or correction, and from the last trouble to the end
 *     of all work; the time of the suspension comes on top
 * @param sweepPatience age at which the sweep takes work for interrupted; lost events wait as long
 * @param seed of all random choices
 */
record ChaosPlan(
    int pictures,
    int contents,
    int kills,
    Duration suspension,
    double modelFaults,
    int diskMegabytes,
    Duration patience,
    Duration sweepPatience,
    long seed) {
  static final int HOSTILE_EVERY = 50;

  /** One in so many pictures is corrected by a person while the troubles go on. */
  static final int CORRECTED_EVERY = 20;

  static ChaosPlan whole(long seed) {
    return new ChaosPlan(
        2_000,
        60,
        30,
        Duration.ofMinutes(10),
        0.1,
        2_048,
        Duration.ofMinutes(20),
        Duration.ofSeconds(60),
        seed);
  }

  static ChaosPlan middle(long seed) {
    return new ChaosPlan(
        500,
        40,
        10,
        Duration.ofMinutes(1),
        0.1,
        1_024,
        Duration.ofMinutes(20),
        Duration.ofSeconds(60),
        seed);
  }

  static ChaosPlan brief(long seed) {
    return new ChaosPlan(
        60,
        12,
        3,
        Duration.ofSeconds(5),
        0.1,
        512,
        Duration.ofMinutes(8),
        Duration.ofSeconds(25),
        seed);
  }

  /**
   * {@return the plan of a name}
   *
   * @param size {@code whole}, {@code middle} or {@code brief}
   */
  static ChaosPlan of(String size, long seed) {
    return switch (size) {
      case "whole" -> whole(seed);
      case "middle" -> middle(seed);
      case "brief" -> brief(seed);
      default -> throw new IllegalArgumentException("no size of a run: " + size);
    };
  }

  static boolean isHostile(int number) {
    return number % HOSTILE_EVERY == HOSTILE_EVERY - 1;
  }

  static boolean isCorrected(int number) {
    return number % CORRECTED_EVERY == CORRECTED_EVERY / 2;
  }
}
