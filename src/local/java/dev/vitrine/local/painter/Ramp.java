package dev.vitrine.local.painter;

/** Colours along lightness: what a painter mixes for every tone from shadow to light. */
final class Ramp {
  private final Lab[] tones = new Lab[101];

  /**
   * @param stops lightness in [0, 100], rising, then 0xRRGGBB, by turns
   */
  Ramp(int... stops) {
    int last = stops.length - 2;
    int stop = 0;
    for (int l = 0; l <= 100; l++) {
      while (stop < last - 2 && l >= stops[stop + 2]) {
        stop += 2;
      }
      float share = (float) (l - stops[stop]) / (stops[stop + 2] - stops[stop]);
      tones[l] =
          Lab.of(stops[stop + 1]).mixed(Lab.of(stops[stop + 3]), Math.max(0, Math.min(share, 1)));
    }
  }

  Lab at(double lightness) {
    double l = Math.max(0, Math.min(lightness, 99.999));
    int below = (int) l;
    return tones[below].mixed(tones[below + 1], (float) (l - below));
  }
}
