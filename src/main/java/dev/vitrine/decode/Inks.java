package dev.vitrine.decode;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.Raster;

/** Converts CMYK pixels, which some readers leave as they are, to RGB. */
final class Inks {
  private Inks() {}

  /** {@return the same picture if it is not CMYK; else a converted one, INT_RGB} */
  static BufferedImage toRgb(BufferedImage image) {
    ColorSpace space = image.getColorModel().getColorSpace();
    if (space.getType() != ColorSpace.TYPE_CMYK) {
      return image;
    }
    BufferedImage rgb =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    if (space instanceof ICC_ColorSpace) {
      return new ColorConvertOp(null).filter(image, rgb);
    }
    // Without a profile, inks are ideal filters, as in browsers.
    Raster raster = image.getRaster();
    int most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    int bands = raster.getNumBands();
    for (int y = 0; y < image.getHeight(); y++) {
      int[] row = raster.getPixels(0, y, image.getWidth(), 1, (int[]) null);
      for (int x = 0, at = 0; x < image.getWidth(); x++, at += bands) {
        int pixel = 0;
        for (int ink = 0; ink < 3; ink++) {
          long light = (long) (most - row[at + ink]) * (most - row[at + 3]);
          pixel = pixel << 8 | (int) (light * 255 / ((long) most * most));
        }
        rgb.setRGB(x, y, pixel);
      }
    }
    return rgb;
  }
}
