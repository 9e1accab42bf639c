package dev.vitrine.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How much of the API a seller may still use, so that no seller takes it from the others: API
 * Gateway's HTTP APIs have one rate for all callers. What cannot be counted is let through.
 */
@ApplicationScoped
class SellerRate {
  /** Long enough for a page that asks for all its pictures at once. */
  private static final int PERIOD_SECONDS = 10;

  private final SellerCalls calls;
  private final SellerRateConfig config;
  private final Clock clock;

  SellerRate(SellerCalls calls, SellerRateConfig config, Clock clock) {
    this.calls = calls;
    this.config = config;
    this.clock = clock;
  }

  /** {@return the beginning of the period that a moment belongs to} */
  static Instant period(Instant moment) {
    return Instant.ofEpochSecond(moment.getEpochSecond() / PERIOD_SECONDS * PERIOD_SECONDS);
  }

  /**
   * Counts a request.
   *
   * @return the seconds after which the seller may ask again; empty if they may now
   */
  OptionalLong secondsToWait(String seller) {
    OptionalInt rate = config.requestsPerSecond();
    if (rate.isEmpty()) {
      return OptionalLong.empty();
    }
    Instant now = clock.instant();
    Instant period = period(now);
    long most = (long) PERIOD_SECONDS * rate.getAsInt();
    return calls.count(seller, period).orElse(0) <= most
        ? OptionalLong.empty()
        : OptionalLong.of(period.getEpochSecond() + PERIOD_SECONDS - now.getEpochSecond());
  }
}
