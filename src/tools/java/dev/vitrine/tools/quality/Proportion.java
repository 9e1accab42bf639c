package dev.vitrine.tools.quality;

import java.util.Locale;

/**
 * Some of so many, with Wilson's 95 % interval.
 *
 * @param some at most {@code of}
 * @param of at least 0
 * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson 1927</a>
 */
record Proportion(int some, int of) {
  private static final double Z = 1.959964;

  /** {@return in [0, 1]; 0 of none} */
  double value() {
    return of == 0 ? 0 : (double) some / of;
  }

  double low() {
    return of == 0 ? 0 : Math.max(0, middle() - reach());
  }

  double high() {
    return of == 0 ? 1 : Math.min(1, middle() + reach());
  }

  private double middle() {
    return (value() + Z * Z / (2 * of)) / (1 + Z * Z / of);
  }

  private double reach() {
    double p = value();
    return Z * Math.sqrt(p * (1 - p) / of + Z * Z / (4.0 * of * of)) / (1 + Z * Z / of);
  }

  @Override
  public String toString() {
    return of == 0
        ? "none of 0"
        : String.format(
            Locale.ROOT, "%.2f (%.2f to %.2f; %d of %d)", value(), low(), high(), some, of);
  }
}
