package dev.vitrine.local.painter;

/**
 * The range of tones that a subject has, without the few darkest and lightest pixels, and the cast
 * that lies over all of it.
 *
 * @param low about L*, see {@link #share}
 * @param high likewise
 * @param castA a* to take away; 0 for a product, whose colour is its own
 * @param castB b* to take away
 */
record Tones(double low, double high, double castA, double castB) {
  private static final double OUTLIERS = 0.02;
  private static final double CAST = 0.65;
  private static final double LIGHTEST = 120;
  private static final int STEPS = 1200;
  private static final double COLOUR_LIGHT = 0.16;
  private static final double PALE = 45;
  private static final double DARK = 65;

  static Tones of(Subject subject) {
    PaintPlanes colours = subject.colours();
    int[] histogram = new int[STEPS + 1];
    int count = 0;
    double a = 0;
    double b = 0;
    for (int i = 0; i < colours.l().at.length; i++) {
      a += colours.a().at[i];
      b += colours.b().at[i];
      if (!subject.plain() || subject.backdrop().at[i] < 0.5) {
        double step = light(colours.at(i)) / LIGHTEST * STEPS;
        histogram[(int) Math.max(0, Math.min(step, STEPS))]++;
        count++;
      }
    }
    double low = percentile(histogram, (int) (OUTLIERS * count));
    double high = percentile(histogram, (int) ((1 - OUTLIERS) * count));
    // A pale product is to stay pale, and a dark one dark.
    double darkest = Math.min(low, PALE);
    double lightest = Math.max(high, DARK);
    double cast = subject.plain() ? 0 : CAST / colours.l().at.length;
    return new Tones(darkest, lightest, cast * a, cast * b);
  }

  /** Where a colour lies between the darkest (0) and the lightest (1). */
  double share(PaintColor colour) {
    return Math.max(0, Math.min((light(colour) - low) / (high - low), 1));
  }

  /** What is colourful looks lighter than it is; red would turn brown if painted as dark. */
  private static double light(PaintColor colour) {
    return colour.l() + COLOUR_LIGHT * Math.sqrt(colour.a() * colour.a() + colour.b() * colour.b());
  }

  private static double percentile(int[] histogram, int rank) {
    int seen = 0;
    for (int step = 0; step < histogram.length; step++) {
      seen += histogram[step];
      if (seen > rank) {
        return LIGHTEST * step / STEPS;
      }
    }
    return LIGHTEST;
  }
}
