package dev.vitrine.local.painter;

/**
 * The range of tones that a subject has, without the few darkest and lightest pixels, and the cast
 * that lies over all of it.
 *
 * @param low L*
 * @param high L*
 * @param castA a* to take away; 0 for a product, whose colour is its own
 * @param castB b* to take away
 */
record Tones(double low, double high, double castA, double castB) {
  private static final double OUTLIERS = 0.02;
  private static final double CAST = 0.65;
  private static final int STEPS = 1000;
  private static final double LEAST_RANGE = 20;

  static Tones of(Subject subject) {
    LabPicture colours = subject.colours();
    int[] histogram = new int[STEPS + 1];
    int count = 0;
    double a = 0;
    double b = 0;
    for (int i = 0; i < colours.l().at.length; i++) {
      a += colours.a().at[i];
      b += colours.b().at[i];
      if (!subject.plain() || subject.backdrop().at[i] < 0.5) {
        histogram[(int) Math.max(0, Math.min(colours.l().at[i] / 100 * STEPS, STEPS))]++;
        count++;
      }
    }
    double low = percentile(histogram, (int) (OUTLIERS * count));
    double high = percentile(histogram, (int) ((1 - OUTLIERS) * count));
    // A product of one tone is not to become one of full contrast.
    double missing = Math.max(0, LEAST_RANGE - (high - low)) / 2;
    double cast = subject.plain() ? 0 : CAST / colours.l().at.length;
    return new Tones(low - missing, high + missing, cast * a, cast * b);
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
