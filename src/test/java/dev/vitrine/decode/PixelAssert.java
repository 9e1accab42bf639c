package dev.vitrine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;

/** Compares pixels. */
public final class PixelAssert {
  private PixelAssert() {}

  public static void assertColor(BufferedImage image, int x, int y, int expected, int tolerance) {
    int actual = image.getRGB(x, y);
    assertThat(difference(actual, expected))
        .as("pixel (%d, %d) is #%06x, not #%06x", x, y, actual & 0xffffff, expected)
        .isLessThanOrEqualTo(tolerance);
  }

  /** {@return mean difference of a channel} */
  public static double meanDifference(BufferedImage one, BufferedImage other) {
    assertThat(one.getWidth()).isEqualTo(other.getWidth());
    assertThat(one.getHeight()).isEqualTo(other.getHeight());
    long sum = 0;
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < one.getWidth(); x++) {
        for (int shift = 0; shift <= 16; shift += 8) {
          sum += channelDifference(one.getRGB(x, y), other.getRGB(x, y), shift);
        }
      }
    }
    return sum / (3.0 * one.getWidth() * one.getHeight());
  }

  private static int difference(int a, int b) {
    return Math.max(
        channelDifference(a, b, 16),
        Math.max(channelDifference(a, b, 8), channelDifference(a, b, 0)));
  }

  private static int channelDifference(int a, int b, int shift) {
    return Math.abs((a >> shift & 0xff) - (b >> shift & 0xff));
  }
}
