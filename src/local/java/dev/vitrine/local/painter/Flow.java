package dev.vitrine.local.painter;

/**
 * The direction of the brush at every pixel, a unit vector. Directions have no sign: one and its
 * opposite are the same stroke, which is why they are mixed as doubled angles.
 */
record Flow(Plane x, Plane y) {

  /**
   * Along the contours of a picture where it has them and along another flow where it has not.
   *
   * @param free 1 where the other flow has its way, 0 where contours lead
   */
  static Flow along(Plane lightness, Flow other, Plane free, double scale) {
    Plane smooth = lightness.blurred(2 * scale);
    Tensor near = Tensor.of(smooth).blurred(6 * scale);
    Tensor far = near.blurred(40 * scale);
    Plane x = new Plane(smooth.width, smooth.height);
    Plane y = new Plane(smooth.width, smooth.height);
    Rows.parallel(
        smooth.height,
        row -> {
          for (int i = row * smooth.width; i < (row + 1) * smooth.width; i++) {
            // The doubled angle of the contour is that of the gradient turned by half a circle.
            double cos = -near.difference.at[i] - 0.08 * far.difference.at[i];
            double sin = -near.twist.at[i] - 0.08 * far.twist.at[i];
            double length = Math.sqrt(cos * cos + sin * sin) + 1e-9;
            double led = 1 - free.at[i];
            double freeCos = other.x.at[i] * other.x.at[i] - other.y.at[i] * other.y.at[i];
            double freeSin = 2 * other.x.at[i] * other.y.at[i];
            double angle =
                Math.atan2(
                        led * sin / length + free.at[i] * freeSin,
                        led * cos / length + free.at[i] * freeCos)
                    / 2;
            x.at[i] = (float) Math.cos(angle);
            y.at[i] = (float) Math.sin(angle);
          }
        });
    return new Flow(x, y);
  }

  /** Along the lines on which a plane keeps its value. */
  static Flow alongLevels(Plane plane) {
    Plane x = new Plane(plane.width, plane.height);
    Plane y = new Plane(plane.width, plane.height);
    Rows.parallel(
        plane.height,
        row -> {
          for (int column = 0; column < plane.width; column++) {
            float dx = -plane.slopeY(column, row);
            float dy = plane.slopeX(column, row);
            float length = (float) Math.sqrt(dx * dx + dy * dy);
            x.at[row * plane.width + column] = length > 0 ? dx / length : 1;
            y.at[row * plane.width + column] = length > 0 ? dy / length : 0;
          }
        });
    return new Flow(x, y);
  }

  /**
   * The structure tensor, less its trace: the doubled angle of the gradient, weighted by its
   * square.
   */
  private record Tensor(Plane difference, Plane twist) {
    static Tensor of(Plane plane) {
      Plane difference = new Plane(plane.width, plane.height);
      Plane twist = new Plane(plane.width, plane.height);
      Rows.parallel(
          plane.height,
          y -> {
            for (int x = 0; x < plane.width; x++) {
              float dx = plane.slopeX(x, y);
              float dy = plane.slopeY(x, y);
              difference.at[y * plane.width + x] = dx * dx - dy * dy;
              twist.at[y * plane.width + x] = 2 * dx * dy;
            }
          });
      return new Tensor(difference, twist);
    }

    Tensor blurred(double sigma) {
      return new Tensor(difference.blurred(sigma), twist.blurred(sigma));
    }
  }
}
