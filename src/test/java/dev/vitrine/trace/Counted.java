package dev.vitrine.trace;

import java.util.Map;

/** What work counts, for tests of other rooms. */
public final class Counted {
  private Counted() {}

  /** {@return what was counted while the work was done} */
  public static Map<Metric, Double> during(Runnable work) {
    Observation.begin(null);
    Map<Metric, Double> counted;
    try {
      work.run();
    } finally {
      counted = Observation.end();
    }
    return counted;
  }
}
