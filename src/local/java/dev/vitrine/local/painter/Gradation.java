package dev.vitrine.local.painter;

/**
 * A colour that changes gently over the picture, as a studio backdrop under a lamp does: one
 * quadratic surface for each of L*, a* and b*, fitted by least squares.
 */
final class Gradation {
  private static final int TERMS = 6;
  private static final int CHANNELS = 3;

  private final double[][] weights;
  private final int width;
  private final int height;

  /** Fits the pixels listed; with all of them in a few places it is as flat as they allow. */
  Gradation(PaintPlanes picture, int[] pixels, int count) {
    width = picture.width();
    height = picture.height();
    double[][] rows = new double[TERMS][TERMS + CHANNELS];
    for (int i = 0; i < count; i++) {
      double[] terms = terms(pixels[i] % width, pixels[i] / width);
      PaintColor colour = picture.at(pixels[i]);
      double[] values = {colour.l(), colour.a(), colour.b()};
      for (int r = 0; r < TERMS; r++) {
        for (int c = 0; c < TERMS; c++) {
          rows[r][c] += terms[r] * terms[c];
        }
        for (int c = 0; c < CHANNELS; c++) {
          rows[r][TERMS + c] += terms[r] * values[c];
        }
      }
    }
    // Keeps the system solvable, and bends the surface only where pixels insist.
    for (int r = 0; r < TERMS; r++) {
      rows[r][r] += 1e-6 + (r == 0 ? 0 : 1e-4 * count);
    }
    weights = solved(rows);
  }

  PaintColor at(int x, int y) {
    double u = 2.0 * x / width - 1;
    double v = 2.0 * y / height - 1;
    return new PaintColor(channel(0, u, v), channel(1, u, v), channel(2, u, v));
  }

  private float channel(int c, double u, double v) {
    return (float)
        (weights[0][c]
            + u * (weights[1][c] + u * weights[3][c] + v * weights[4][c])
            + v * (weights[2][c] + v * weights[5][c]));
  }

  private double[] terms(int x, int y) {
    double u = 2.0 * x / width - 1;
    double v = 2.0 * y / height - 1;
    return new double[] {1, u, v, u * u, u * v, v * v};
  }

  /** Gauss and Jordan without pivoting: the matrix is symmetric and positive definite. */
  private static double[][] solved(double[][] rows) {
    double[][] result = new double[TERMS][CHANNELS];
    for (int p = 0; p < TERMS; p++) {
      for (int r = 0; r < TERMS; r++) {
        double factor = r == p ? 0 : rows[r][p] / rows[p][p];
        for (int c = p; factor != 0 && c < TERMS + CHANNELS; c++) {
          rows[r][c] -= factor * rows[p][c];
        }
      }
    }
    for (int r = 0; r < TERMS; r++) {
      for (int c = 0; c < CHANNELS; c++) {
        result[r][c] = rows[r][TERMS + c] / rows[r][r];
      }
    }
    return result;
  }
}
