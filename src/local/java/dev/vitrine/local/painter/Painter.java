package dev.vitrine.local.painter;

import java.awt.image.BufferedImage;
import java.time.Duration;

/** Paints pictures over in the manner of a well-known painting. */
public final class Painter {
  private static final int LEAST_SIDE = 16;
  private static final int GREATEST_SIDE = 2048;

  private Painter() {}

  /**
   * Paints a picture over. The seed and what is in the picture decide together where strokes, stars
   * and waves go, so that two products do not get the same sky.
   *
   * @param picture 16 to 2048 pixels a side; transparent parts are taken as white
   * @param strength how far from the picture, in [0, 1]: 0 is the picture itself; the painting
   *     covers it fully from 0.5 on, and takes on more of the style's palette up to 1
   * @return RGB, of the picture's size; the same bytes for the same arguments on the same release
   *     of Java, whose own drawing of curves the waves go by
   */
  public static BufferedImage paint(
      BufferedImage picture, PaintingStyle style, long seed, double strength) {
    requireSide("width", picture.getWidth());
    requireSide("height", picture.getHeight());
    if (!(strength >= 0 && strength <= 1)) {
      throw new IllegalArgumentException("strength is outside [0, 1]: " + strength);
    }
    BufferedImage original = RgbArrays.copy(picture);
    if (strength == 0) {
      return original;
    }
    PaintPlanes colours = PaintPlanes.of(original);
    long motif = Dice.mixed(seed, fingerprint(original));
    BufferedImage painted = style.hand().paint(Subject.of(colours), motif, strength);
    return blended(original, painted, (float) Math.min(1, 2 * strength));
  }

  /**
   * Paints a picture over within a time.
   *
   * @throws PaintingTooSlowException when the painting takes longer than the limit
   */
  public static BufferedImage paint(
      BufferedImage picture, PaintingStyle style, long seed, double strength, Duration limit) {
    return Rows.within(limit, () -> paint(picture, style, seed, strength));
  }

  private static void requireSide(String side, int pixels) {
    if (pixels < LEAST_SIDE || pixels > GREATEST_SIDE) {
      throw new IllegalArgumentException(
          side + " is outside [" + LEAST_SIDE + ", " + GREATEST_SIDE + "]: " + pixels);
    }
  }

  private static long fingerprint(BufferedImage picture) {
    long print = picture.getWidth();
    for (int rgb : RgbArrays.in(picture)) {
      print = print * 0x100000001B3L + rgb;
    }
    return print;
  }

  private static BufferedImage blended(BufferedImage original, BufferedImage painted, float share) {
    int[] from = RgbArrays.in(original);
    int[] to = RgbArrays.in(painted);
    Rows.parallel(
        original.getHeight(),
        y -> {
          int width = original.getWidth();
          for (int i = y * width; i < (y + 1) * width; i++) {
            to[i] = RgbArrays.mixed(from[i], to[i], share);
          }
        });
    return painted;
  }
}
