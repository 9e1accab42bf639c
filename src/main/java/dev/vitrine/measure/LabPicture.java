package dev.vitrine.measure;

import dev.vitrine.decode.Lab;
import dev.vitrine.decode.Pixels;
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
    Lab color = Lab.ofRgb(0);
    for (int i = 0, last = 0; i < pixels.length; i++) {
      if (pixels[i] != last) { // else it is the color of the pixel before
        last = pixels[i];
        color = Lab.ofRgb(last);
      }
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
    return Math.sqrt(squaredDistance(pixel, weighted));
  }

  double squaredDistance(int pixel, float[] weighted) {
    double dl = lab[3 * pixel] - weighted[0];
    double da = lab[3 * pixel + 1] - weighted[1];
    double db = lab[3 * pixel + 2] - weighted[2];
    return dl * dl + da * da + db * db;
  }

  /**
   * {@return the index of the color that is nearest to a pixel}
   *
   * @param colors weighted, at least one
   */
  int nearest(int pixel, float[][] colors) {
    int nearest = 0;
    double least = Double.MAX_VALUE;
    for (int i = 0; i < colors.length; i++) {
      double squared = squaredDistance(pixel, colors[i]);
      if (squared < least) {
        least = squared;
        nearest = i;
      }
    }
    return nearest;
  }

  /** {@return the weighted lightness} */
  float l(int pixel) {
    return lab[3 * pixel];
  }

  float a(int pixel) {
    return lab[3 * pixel + 1];
  }

  float b(int pixel) {
    return lab[3 * pixel + 2];
  }

  float[] at(int pixel) {
    return Arrays.copyOfRange(lab, 3 * pixel, 3 * pixel + 3);
  }

  /** {@return the median of each of the three values} */
  float[] median(int[] which) {
    return new float[] {median(which, 0), median(which, 1), median(which, 2)};
  }

  /**
   * {@return the median of one of the three values}
   *
   * @param which at least one pixel
   * @see "C. A. R. Hoare, Algorithm 65: FIND, 1961"
   */
  float median(int[] which, int channel) {
    float[] values = new float[which.length];
    for (int i = 0; i < which.length; i++) {
      values[i] = lab[3 * which[i] + channel];
    }
    int middle = values.length / 2;
    int from = 0;
    int to = values.length - 1;
    while (from < to) {
      float pivot = values[(from + to) >>> 1];
      int low = from;
      int high = to;
      while (low <= high) {
        while (values[low] < pivot) {
          low++;
        }
        while (values[high] > pivot) {
          high--;
        }
        if (low <= high) {
          float swapped = values[low];
          values[low++] = values[high];
          values[high--] = swapped;
        }
      }
      if (middle <= high) {
        to = high;
      } else if (middle >= low) {
        from = low;
      } else {
        break;
      }
    }
    return values[middle];
  }

  static Lab unweighted(float[] weighted) {
    return new Lab(weighted[0] / LIGHTNESS_WEIGHT, weighted[1], weighted[2]);
  }
}
