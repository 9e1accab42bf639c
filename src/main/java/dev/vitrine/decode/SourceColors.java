package dev.vitrine.decode;

import java.awt.image.BufferedImage;

/** The color space of a file's samples. */
interface SourceColors {
  /**
   * Converts in place. Colors that cannot be understood are taken for sRGB, as browsers do.
   *
   * @param image INT_RGB, samples still as they are in the file
   */
  void toSrgb(BufferedImage image);
}
