package dev.vitrine.render;

import java.awt.image.BufferedImage;

/**
 * How blurred a picture is, by how little it changes when it is blurred once more. What it shows
 * hardly matters.
 *
 * @see <a href="https://hal.science/hal-00232709">Crété-Roffet et al., The Blur Effect (2007)</a>
 */
final class Blur {
  /** Of the blur to compare with, pixels: the paper's. */
  private static final int TAPS = 9;

  /** Differences below are noise and compression, which no blur takes away. */
  private static final float NOISE = 2;

  private Blur() {}

  /**
   * @param image at most 1024 px a side
   * @return from 0, sharp, to 1, nothing but blur; 1 for a picture without any edge
   */
  static double of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    float[] luma = luma(image);
    return Math.max(along(luma, width, height, 1, width), along(luma, height, width, width, 1));
  }

  private static float[] luma(BufferedImage image) {
    int[] rgb = Pixels.of(image);
    float[] luma = new float[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      int r = (rgb[i] >> 16) & 0xff;
      int g = (rgb[i] >> 8) & 0xff;
      luma[i] = 0.299f * r + 0.587f * g + 0.114f * (rgb[i] & 0xff);
    }
    return luma;
  }

  /**
   * Blur along lines of pixels.
   *
   * @param step from a pixel to the next of its line
   * @param stride from a line to the next
   */
  private static double along(float[] luma, int length, int lines, int step, int stride) {
    double edges = 0;
    double lost = 0;
    for (int line = 0; line < lines; line++) {
      int first = line * stride;
      float sum = 0;
      for (int i = 0; i < Math.min(TAPS, length); i++) {
        sum += luma[first + i * step];
      }
      for (int i = TAPS / 2 + 1; i < length - TAPS / 2; i++) {
        float before = sum;
        sum += luma[first + (i + TAPS / 2) * step] - luma[first + (i - TAPS / 2 - 1) * step];
        float difference = Math.abs(luma[first + i * step] - luma[first + (i - 1) * step]);
        if (difference > NOISE) {
          edges += difference;
          lost += Math.max(0, difference - Math.abs(sum - before) / TAPS);
        }
      }
    }
    return edges == 0 ? 1 : 1 - lost / edges;
  }
}
