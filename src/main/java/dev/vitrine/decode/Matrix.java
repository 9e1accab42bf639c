package dev.vitrine.decode;

/**
 * Three by three numbers, row by row, and those of color science.
 *
 * @see "SMPTE RP 177-1993 (primaries to XYZ); ICC.1:2010, annex E (Bradford)"
 */
final class Matrix {
  private static final double[] BRADFORD = {
    0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296
  };

  private Matrix() {}

  /**
   * {@return linear samples to XYZ}
   *
   * @param primaries x and y of red, green, blue
   * @param white x and y of red, green and blue together
   */
  static double[] toXyz(double[] primaries, double[] white) {
    double[] columns = new double[9];
    for (int c = 0; c < 3; c++) {
      double[] xyz = xyz(primaries[2 * c], primaries[2 * c + 1]);
      for (int row = 0; row < 3; row++) {
        columns[3 * row + c] = xyz[row];
      }
    }
    double[] scales = apply(inverse(columns), xyz(white[0], white[1]));
    return times(columns, diagonal(scales));
  }

  /** {@return XYZ as seen under one white to XYZ as seen under another} */
  static double[] adaptation(double[] from, double[] to) {
    double[] before = apply(BRADFORD, xyz(from[0], from[1]));
    double[] after = apply(BRADFORD, xyz(to[0], to[1]));
    double[] ratios = {after[0] / before[0], after[1] / before[1], after[2] / before[2]};
    return times(inverse(BRADFORD), times(diagonal(ratios), BRADFORD));
  }

  static double[] times(double[] left, double[] right) {
    double[] product = new double[9];
    for (int i = 0; i < 9; i++) {
      for (int k = 0; k < 3; k++) {
        product[i] += left[i / 3 * 3 + k] * right[3 * k + i % 3];
      }
    }
    return product;
  }

  /** {@return the inverse; not finite when there is none} */
  static double[] inverse(double[] m) {
    double[] cofactors = new double[9];
    for (int i = 0; i < 9; i++) {
      int a = (i / 3 + 1) % 3;
      int b = (i / 3 + 2) % 3;
      int c = (i % 3 + 1) % 3;
      int d = (i % 3 + 2) % 3;
      cofactors[3 * (i % 3) + i / 3] = m[3 * a + c] * m[3 * b + d] - m[3 * a + d] * m[3 * b + c];
    }
    double determinant = m[0] * cofactors[0] + m[1] * cofactors[3] + m[2] * cofactors[6];
    for (int i = 0; i < 9; i++) {
      cofactors[i] /= determinant;
    }
    return cofactors;
  }

  private static double[] apply(double[] m, double[] vector) {
    double[] result = new double[3];
    for (int i = 0; i < 9; i++) {
      result[i / 3] += m[i] * vector[i % 3];
    }
    return result;
  }

  private static double[] diagonal(double[] values) {
    return new double[] {values[0], 0, 0, 0, values[1], 0, 0, 0, values[2]};
  }

  private static double[] xyz(double x, double y) {
    return new double[] {x / y, 1, (1 - x - y) / y};
  }
}
