package dev.vitrine.render;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * A small picture in Lab, lightness weighted by 0.7 so that shading counts less than hue.
 *
 * @param lab three values a pixel, row by row: 0.7 x L, a, b
 */
record LabPicture(int width, int height, float[] lab) {
  static final double LIGHTNESS_WEIGHT = 0.7;

  static LabPicture of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = Pixels.of(image);
    float[] lab = new float[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      Lab color = Lab.ofRgb(pixels[i]);
      lab[3 * i] = (float) (LIGHTNESS_WEIGHT * color.l());
      lab[3 * i + 1] = (float) color.a();
      lab[3 * i + 2] = (float) color.b();
    }
    return new LabPicture(width, height, lab);
  }

  int pixels() {
    return width * height;
  }

  double distance(int pixel, float[] weighted) {
    double dl = lab[3 * pixel] - weighted[0];
    double da = lab[3 * pixel + 1] - weighted[1];
    double db = lab[3 * pixel + 2] - weighted[2];
    return Math.sqrt(dl * dl + da * da + db * db);
  }

  float[] at(int pixel) {
    return Arrays.copyOfRange(lab, 3 * pixel, 3 * pixel + 3);
  }

  /** {@return the median of each of the three values} */
  float[] median(int[] which) {
    float[] median = new float[3];
    float[] values = new float[which.length];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < which.length; i++) {
        values[i] = lab[3 * which[i] + c];
      }
      Arrays.sort(values);
      median[c] = values[values.length / 2];
    }
    return median;
  }

  static Lab unweighted(float[] weighted) {
    return new Lab(weighted[0] / LIGHTNESS_WEIGHT, weighted[1], weighted[2]);
  }
}
