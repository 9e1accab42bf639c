package dev.vitrine.api;

import io.smallrye.config.ConfigMapping;
import java.util.OptionalInt;

/** How much of the API one seller may use. */
@ConfigMapping(prefix = "vitrine.seller")
public interface SellerRateConfig {

  /** Requests per second, in the mean of ten seconds; without it, nothing is counted. */
  OptionalInt requestsPerSecond();
}
