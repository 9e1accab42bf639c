package dev.vitrine.measure;

/**
 * The light on a backdrop, which may grow steadily from one side of the picture to the other: a
 * plane through the colors of the frame. Pixels far from the plane, such as those of a product that
 * is cut by the picture's edge, hardly count.
 *
 * @param planes for each of the three values of Lab: in the middle, and its growth from the left
 *     edge to the right one and from the top to the bottom
 */
record Slope(double[][] planes) {
  private static final int ROUNDS = 8;

  /** A pixel at this distance from the plane counts half. */
  private static final double HALF = 3;

  static Slope of(LabPicture picture, int[] frame) {
    double[][] planes = new double[3][3];
    float[] median = picture.median(frame);
    for (int i = 0; i < 3; i++) {
      planes[i][0] = median[i];
    }
    Slope slope = new Slope(planes);
    for (int round = 0; round < ROUNDS; round++) {
      slope = slope.refitted(picture, frame);
    }
    return slope;
  }

  /** {@return the picture as if the light on its backdrop were the same everywhere} */
  LabPicture removed(LabPicture picture) {
    float[] lab = picture.lab().clone();
    for (int i = 0; i < picture.pixels(); i++) {
      double x = across(picture, i);
      double y = down(picture, i);
      for (int channel = 0; channel < 3; channel++) {
        lab[3 * i + channel] -= (float) (planes[channel][1] * x + planes[channel][2] * y);
      }
    }
    return new LabPicture(picture.width(), picture.height(), lab);
  }

  private Slope refitted(LabPicture picture, int[] pixels) {
    double[][] sums = new double[3][3];
    double[][] values = new double[3][3];
    for (int i : pixels) {
      double[] at = {1, across(picture, i), down(picture, i)};
      double weight = weight(picture, i, at);
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 3; column++) {
          sums[row][column] += weight * at[row] * at[column];
          values[row][column] += weight * at[row] * picture.lab()[3 * i + column];
        }
      }
    }
    double[][] fitted = new double[3][];
    for (int channel = 0; channel < 3; channel++) {
      fitted[channel] =
          solved(sums, new double[] {values[0][channel], values[1][channel], values[2][channel]});
    }
    return new Slope(fitted);
  }

  private double weight(LabPicture picture, int i, double[] at) {
    double squared = 0;
    for (int channel = 0; channel < 3; channel++) {
      double[] plane = planes[channel];
      double off = picture.lab()[3 * i + channel] - plane[0] - plane[1] * at[1] - plane[2] * at[2];
      squared += off * off;
    }
    return 1 / (1 + squared / (HALF * HALF));
  }

  /** {@return from -0.5 at the left edge to 0.5 at the right one} */
  private static double across(LabPicture picture, int i) {
    return (i % picture.width() + 0.5) / picture.width() - 0.5;
  }

  private static double down(LabPicture picture, int i) {
    return (double) (i / picture.width()) / picture.height() + 0.5 / picture.height() - 0.5;
  }

  /** {@return the solution of three linear equations, by Cramer's rule} */
  private static double[] solved(double[][] sums, double[] values) {
    double whole = determinant(sums);
    double[] solution = new double[3];
    for (int column = 0; column < 3; column++) {
      double[][] replaced = {sums[0].clone(), sums[1].clone(), sums[2].clone()};
      for (int row = 0; row < 3; row++) {
        replaced[row][column] = values[row];
      }
      solution[column] = determinant(replaced) / whole;
    }
    return solution;
  }

  private static double determinant(double[][] m) {
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  }
}
