package dev.vitrine.local.bench;

import java.util.Collection;

/** Quantiles of measured figures. */
final class Quantile {
  private Quantile() {}

  /** {@return the smallest figure that at least the share {@code q} of all does not exceed} */
  static double of(Collection<Double> figures, double q) {
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(int) Math.max(0, Math.ceil(q * sorted.length) - 1)];
  }
}
