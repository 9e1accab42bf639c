package dev.vitrine.local.painter;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** One number per pixel, row by row; beyond its edges a plane goes on as it ends there. */
final class Plane {
  private static final int STRIPE = 64;
  private static final int BOX_PASSES = 3;

  final int width;
  final int height;
  final float[] at;

  Plane(int width, int height) {
    this.width = width;
    this.height = height;
    this.at = new float[width * height];
  }

  /** A number for the pixel in column x and row y. */
  @FunctionalInterface
  interface PixelFunction {
    double at(int x, int y);
  }

  static Plane of(int width, int height, PixelFunction function) {
    Plane plane = new Plane(width, height);
    Rows.parallel(
        height,
        y -> {
          for (int x = 0; x < width; x++) {
            plane.at[y * width + x] = (float) function.at(x, y);
          }
        });
    return plane;
  }

  Plane map(DoubleUnaryOperator function) {
    Plane mapped = new Plane(width, height);
    Rows.parallel(
        height,
        y -> {
          for (int i = y * width; i < (y + 1) * width; i++) {
            mapped.at[i] = (float) function.applyAsDouble(at[i]);
          }
        });
    return mapped;
  }

  /** At the nearest pixel inside. */
  float near(int x, int y) {
    return at[clamp(y, height) * width + clamp(x, width)];
  }

  float slopeX(int x, int y) {
    return (near(x + 1, y) - near(x - 1, y)) / 2;
  }

  float slopeY(int x, int y) {
    return (near(x, y + 1) - near(x, y - 1)) / 2;
  }

  private static int clamp(int i, int length) {
    return i < 0 ? 0 : Math.min(i, length - 1);
  }

  /**
   * Very nearly a Gaussian blur, at a cost that does not grow with sigma: three box blurs.
   *
   * @param sigma in pixels; below about 0.5 nothing happens
   */
  Plane blurred(double sigma) {
    double ideal = Math.sqrt(12 * sigma * sigma / BOX_PASSES + 1);
    int narrow = Math.max(0, (int) ((ideal - 1) / 2));
    double w = 2 * narrow + 1;
    long narrowPasses =
        Math.round((12 * sigma * sigma - BOX_PASSES * (w * w + 4 * w + 3)) / (-4 * w - 4));
    Plane result = this;
    for (int pass = 0; pass < BOX_PASSES; pass++) {
      int radius = pass < narrowPasses ? narrow : narrow + 1;
      if (result == this) {
        result = boxed(radius);
      } else {
        result.box(result, radius);
      }
    }
    return result;
  }

  /** The mean over the square of 2 x radius + 1 pixels a side. */
  Plane boxed(int radius) {
    if (radius < 1) {
      return this;
    }
    Plane result = new Plane(width, height);
    result.box(this, radius);
    return result;
  }

  /**
   * Takes over the means of a plane of the same size, which may be this one: a painting has little
   * memory, and planes are nearly all of it.
   */
  private void box(Plane source, int radius) {
    boxAcross(source, radius);
    Rows.parallel(
        (width + STRIPE - 1) / STRIPE,
        stripe -> boxStripe(radius, stripe * STRIPE, Math.min((stripe + 1) * STRIPE, width)));
  }

  private void boxAcross(Plane source, int radius) {
    Rows.parallel(
        (height + STRIPE - 1) / STRIPE,
        stripe -> {
          float[] row = new float[width + 2 * radius + 1];
          for (int y = stripe * STRIPE; y < Math.min((stripe + 1) * STRIPE, height); y++) {
            Arrays.fill(row, 0, radius, source.at[y * width]);
            System.arraycopy(source.at, y * width, row, radius, width);
            Arrays.fill(row, radius + width, row.length, source.at[y * width + width - 1]);
            boxRow(row, radius, y * width);
          }
        });
  }

  /**
   * @param row a row of this plane's width, gone on by the radius to the left and by one more to
   *     the right
   * @param to where the means of the row begin
   */
  private void boxRow(float[] row, int radius, int to) {
    double share = 1.0 / (2 * radius + 1);
    double sum = 0;
    for (int x = 0; x <= 2 * radius; x++) {
      sum += row[x];
    }
    for (int x = 0; x < width; x++) {
      at[to + x] = (float) (sum * share);
      sum += row[x + 2 * radius + 1] - row[x];
    }
  }

  /**
   * Column sums roll down a stripe of columns at a time, so memory is read along the rows. The rows
   * that leave the sums are overwritten by then, so they are kept.
   */
  private void boxStripe(int radius, int from, int to) {
    double[] sums = new double[to - from];
    float[][] kept = new float[Math.min(radius + 1, height)][sums.length];
    double share = 1.0 / (2 * radius + 1);
    for (int y = -radius; y <= radius; y++) {
      int row = clamp(y, height) * width + from;
      for (int x = 0; x < sums.length; x++) {
        sums[x] += at[row + x];
      }
    }
    for (int y = 0; y < height; y++) {
      int row = y * width + from;
      System.arraycopy(at, row, kept[y % kept.length], 0, sums.length);
      int entering = Math.min(y + radius + 1, height - 1) * width + from;
      float[] leaving = kept[Math.max(y - radius, 0) % kept.length];
      for (int x = 0; x < sums.length; x++) {
        at[row + x] = (float) (sums[x] * share);
        sums[x] += at[entering + x] - leaving[x];
      }
    }
  }
}
