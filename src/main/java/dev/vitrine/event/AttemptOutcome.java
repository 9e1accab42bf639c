package dev.vitrine.event;

import dev.vitrine.event.Delivery.Attempt;
import dev.vitrine.event.Delivery.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What an attempt says of its webhook. A webhook is stopped when its receiver answers 410, or when
 * the last attempt of a delivery fails and the receiver has taken nothing for days.
 *
 * @param webhook as it was before the attempt
 * @param after the delivery after the attempt
 */
record AttemptOutcome(Webhook webhook, Delivery after, Attempt attempt) {
  /** A delivery is attempted for a little longer than this. */
  static final Duration FAILING_FOR = Duration.ofDays(3);

  /** Failed attempts of one delivery from which on its webhook is said to fail. */
  private static final int FAILING_FROM = 3;

  /** {@return what changes of the webhook; empty for almost all attempts} */
  Optional<UnaryOperator<Webhook>> change() {
    if (attempt.isUnwanted()) {
      return Optional.of(one -> one.stopped(Webhook.GONE));
    }
    Instant since = webhook.failingSince();
    if (attempt.isReceived()) {
      return since == null ? Optional.empty() : Optional.of(one -> one.withFailingSince(null));
    }
    if (since == null) {
      return after.tries() < FAILING_FROM ? Optional.empty() : Optional.of(this::failing);
    }
    boolean isOver = after.status() == Status.FAILED && hasFailedForDays(since);
    return isOver ? Optional.of(this::stoppedIfStillFailing) : Optional.empty();
  }

  private Webhook failing(Webhook one) {
    return one.failingSince() == null ? one.withFailingSince(attempt.at()) : one;
  }

  /** Another delivery may have been taken meanwhile. */
  private Webhook stoppedIfStillFailing(Webhook one) {
    Instant since = one.failingSince();
    return since != null && hasFailedForDays(since) ? one.stopped(Webhook.FAILING) : one;
  }

  private boolean hasFailedForDays(Instant since) {
    return !since.plus(FAILING_FOR).isAfter(attempt.at());
  }
}
