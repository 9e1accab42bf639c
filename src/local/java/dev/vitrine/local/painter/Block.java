package dev.vitrine.local.painter;

/**
 * A printing block: a shape cut with a knife, that is with smooth outlines and without crumbs.
 *
 * @param cover 1 where the block prints, 0 where it does not, in between along its outline
 * @param outline 1 on the line around the shape, 0 off it
 */
record Block(Plane cover, Plane outline) {

  /**
   * @param shape above 0.5 inside
   * @param knife how far the knife smooths corners, in pixels
   * @param line the outline's width in pixels
   */
  static Block cut(Plane shape, double knife, double line) {
    Plane smooth = shape.map(value -> value > 0.5 ? 1 : 0).blurred(knife);
    // The slope that a straight outline has after the blur; where it is much flatter is no outline.
    double straight = 1 / (Math.max(knife, 0.7) * Math.sqrt(2 * Math.PI));
    Plane cover = new Plane(shape.width, shape.height);
    Plane outline = new Plane(shape.width, shape.height);
    Rows.parallel(
        shape.height,
        y -> {
          for (int x = 0; x < shape.width; x++) {
            int i = y * shape.width + x;
            float inside = smooth.at[i] - 0.5f;
            if (inside < -0.49f || inside > 0.49f) {
              cover.at[i] = inside > 0 ? 1 : 0;
              continue;
            }
            float dx = smooth.slopeX(x, y);
            float dy = smooth.slopeY(x, y);
            double slope = Math.sqrt(dx * dx + dy * dy);
            double distance = inside / Math.max(slope, 0.3 * straight);
            cover.at[i] = (float) clamp(distance + 0.5);
            outline.at[i] =
                (float)
                    (clamp(line / 2 + 0.5 - Math.abs(distance))
                        * clamp(3 * slope / straight - 0.6));
          }
        });
    return new Block(cover, outline);
  }

  private static double clamp(double share) {
    return Math.max(0, Math.min(share, 1));
  }
}
