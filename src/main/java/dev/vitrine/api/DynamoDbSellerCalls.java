package dev.vitrine.api;

import dev.vitrine.table.Counters;
import dev.vitrine.table.TableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** One counter for each seller and period, which DynamoDB drops an hour later. */
@ApplicationScoped
class DynamoDbSellerCalls implements SellerCalls {
  private static final Duration KEPT = Duration.ofHours(1);

  private final Counters counters;

  DynamoDbSellerCalls(Counters counters) {
    this.counters = counters;
  }

  @Override
  public OptionalLong count(String seller, Instant period) {
    return counters.tryCount(TableKeys.calls(seller, period), period.plus(KEPT));
  }
}
