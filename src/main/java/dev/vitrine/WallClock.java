package dev.vitrine;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The time of day, as a bean, so that tests can stop it. */
@Dependent
class WallClock {
  @Produces
  Clock clock() {
    return Clock.systemUTC();
  }
}
