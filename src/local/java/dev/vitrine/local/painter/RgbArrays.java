package dev.vitrine.local.painter;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** Pictures as arrays of 0xRRGGBB, row by row. */
final class RgbArrays {
  private RgbArrays() {}

  /** The picture itself, on white where it is transparent; the array is the caller's own. */
  static int[] of(BufferedImage picture) {
    return in(copy(picture));
  }

  /** A plain RGB copy, on white where the picture is transparent. */
  static BufferedImage copy(BufferedImage picture) {
    BufferedImage copy = blank(picture.getWidth(), picture.getHeight());
    Graphics2D graphics = copy.createGraphics();
    graphics.drawImage(picture, 0, 0, Color.WHITE, null);
    graphics.dispose();
    return copy;
  }

  static BufferedImage blank(int width, int height) {
    return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
  }

  /** The live pixels of a picture that {@link #blank} or {@link #copy} made. */
  static int[] in(BufferedImage picture) {
    return ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
  }

  /** From one colour (0) to another (1), channel by channel. */
  static int mixed(int from, int to, float share) {
    int weight = (int) (share * 256 + 0.5f);
    int redBlue = (from & 0xff00ff) * (256 - weight) + (to & 0xff00ff) * weight;
    int green = (from & 0x00ff00) * (256 - weight) + (to & 0x00ff00) * weight;
    return (redBlue >>> 8 & 0xff00ff) | (green >>> 8 & 0x00ff00);
  }
}
