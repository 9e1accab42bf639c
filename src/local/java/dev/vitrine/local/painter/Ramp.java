package dev.vitrine.local.painter;

import java.util.List;

/** Colours along lightness: what a painter mixes for every tone from shadow to light. */
final class Ramp {
  private final PaintColor[] tones = new PaintColor[101];

  /**
   * A colour at one lightness.
   *
   * @param lightness in [0, 100]
   * @param rgb 0xRRGGBB
   */
  record Stop(int lightness, int rgb) {}

  private Ramp(List<Stop> stops) {
    int stop = 0;
    for (int l = 0; l <= 100; l++) {
      while (stop < stops.size() - 2 && l >= stops.get(stop + 1).lightness()) {
        stop++;
      }
      Stop low = stops.get(stop);
      Stop high = stops.get(stop + 1);
      float share = (float) (l - low.lightness()) / (high.lightness() - low.lightness());
      tones[l] =
          PaintColor.of(low.rgb())
              .mixed(PaintColor.of(high.rgb()), Math.max(0, Math.min(share, 1)));
    }
  }

  /**
   * Mixes each tone of its two neighbouring stops.
   *
   * @param stops at least two, lightness rising
   */
  static Ramp of(Stop... stops) {
    return new Ramp(List.of(stops));
  }

  static Stop stop(int lightness, int rgb) {
    return new Stop(lightness, rgb);
  }

  PaintColor at(double lightness) {
    double l = Math.max(0, Math.min(lightness, 99.999));
    int below = (int) l;
    return tones[below].mixed(tones[below + 1], (float) (l - below));
  }
}
