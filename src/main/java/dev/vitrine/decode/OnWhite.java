package dev.vitrine.decode;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * Converts the colors of transparent pixels that were put on white. To convert the mixture would
 * give another color: the color is separated from the white, converted, and put on white again.
 */
final class OnWhite {
  private OnWhite() {}

  /**
   * Converts in place.
   *
   * @param image INT_RGB, on white
   * @param alpha INT_RGB of the same size, gray: how much of the white is covered
   */
  static void toSrgb(BufferedImage image, BufferedImage alpha, SourceColors colors) {
    int[] pixels = pixels(image);
    int[] covered = pixels(alpha);
    for (int i = 0; i < pixels.length; i++) {
      int share = covered[i] & 0xff;
      if (share < 255) {
        pixels[i] = share == 0 ? 0xffffff : distant(pixels[i], 255, share);
      }
    }
    colors.toSrgb(image);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = distant(pixels[i], covered[i] & 0xff, 255);
    }
  }

  private static int[] pixels(BufferedImage image) {
    return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  /** {@return the color with its distance from white multiplied by times / by} */
  private static int distant(int rgb, int times, int by) {
    int distant = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int distance = ((255 - (rgb >> shift & 0xff)) * times + by / 2) / by;
      distant |= (255 - Math.min(255, distance)) << shift;
    }
    return distant;
  }
}
