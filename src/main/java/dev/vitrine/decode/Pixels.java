package dev.vitrine.decode;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** Reads a picture's pixels without asking its color model about each of them. */
public final class Pixels {
  private Pixels() {}

  /**
   * {@return the pixels row by row, 0xRRGGBB in the lower 24 bits} Those of a picture of type
   * INT_RGB are the picture's own: they are only to be read.
   */
  public static int[] of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    if (image.getType() == BufferedImage.TYPE_INT_RGB
        && image.getRaster().getDataBuffer() instanceof DataBufferInt own
        && own.getSize() == width * height) { // else it is a part of another picture
      return own.getData();
    }
    return image.getRGB(0, 0, width, height, null, 0, width);
  }
}
