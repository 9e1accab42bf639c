package dev.vitrine.catalog;

import java.time.Duration;

/** The settings as they come. */
record TestConfig() implements CatalogConfig {
  @Override
  public Sweep sweep() {
    return new Sweep() {
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
        return 1000;
      }
    };
  }
}
