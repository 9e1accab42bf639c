package dev.vitrine.catalog;

import dev.vitrine.sweep.SweepConfig;
import java.time.Duration;

/** The settings as they come. */
record TestConfig() implements SweepConfig {
  @Override
  public Duration patience() {
    return Duration.ofMinutes(15);
  }

  @Override
  public Duration window() {
    return Duration.ofHours(6);
  }

  @Override
  public int images() {
    return 500;
  }

  @Override
  public int pages() {
    return 500;
  }
}
