package dev.vitrine.local.painter;

/**
 * The range of lightness that a product has, without the few darkest and lightest pixels.
 *
 * @param low L*
 * @param high L*
 */
record Tones(double low, double high) {
  private static final double OUTLIERS = 0.02;
  private static final int STEPS = 1000;
  private static final double LEAST_RANGE = 20;

  static Tones of(Plane lightness, Plane backdrop) {
    int[] histogram = new int[STEPS + 1];
    int count = 0;
    for (int i = 0; i < lightness.at.length; i++) {
      if (backdrop.at[i] < 0.5) {
        histogram[Math.max(0, Math.min((int) (lightness.at[i] / 100 * STEPS), STEPS))]++;
        count++;
      }
    }
    double low = percentile(histogram, (int) (OUTLIERS * count));
    double high = percentile(histogram, (int) ((1 - OUTLIERS) * count));
    // A product of one tone is not to become one of full contrast.
    double missing = Math.max(0, LEAST_RANGE - (high - low)) / 2;
    return new Tones(low - missing, high + missing);
  }

  /** Where a lightness lies between the darkest (0) and the lightest (1). */
  double share(double lightness) {
    return Math.max(0, Math.min((lightness - low) / (high - low), 1));
  }

  private static double percentile(int[] histogram, int rank) {
    int seen = 0;
    for (int step = 0; step < histogram.length; step++) {
      seen += histogram[step];
      if (seen > rank) {
        return 100.0 * step / STEPS;
      }
    }
    return 100;
  }
}
