package dev.vitrine.local.bench;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that jumps to the next thing to be done. One thread. */
final class SimulatedTime extends Clock {
  private static final Instant BEGIN = Instant.parse("2026-11-28T00:00:00Z");

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  private long now;
  private long order;

  private record Due(long at, long order, Runnable work) {}

  void after(long millis, Runnable work) {
    due.add(new Due(now + Math.max(0, millis), order++, work));
  }

  void at(Instant when, Runnable work) {
    after(when.toEpochMilli() - BEGIN.toEpochMilli() - now, work);
  }

  /** Does everything that is due, and what becomes due by it. */
  void run() {
    for (Due next = due.poll(); next != null; next = due.poll()) {
      now = next.at();
      next.work().run();
    }
  }

  /** {@return simulated milliseconds since it was made} */
  long elapsedMillis() {
    return now;
  }

  @Override
  public Instant instant() {
    return BEGIN.plusMillis(now);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
