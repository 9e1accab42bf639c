package dev.vitrine.local.painter;

/** The soft shadow that a product throws on what it stands on: backdrop, if a darker one. */
final class Shadow {
  private static final double DEEPEST = 45;
  private static final double MOST_COLOUR = 6;

  /** L* per pixel at 1024 pixels a side; a product's own edge is steeper. */
  private static final double STEEPEST = 2.2;

  private static final double MOST_OF_PRODUCT = 0.6;

  private Shadow() {}

  /**
   * Adds the shadow to the backdrop.
   *
   * @param backdrop 1 on the backdrop, 0 elsewhere; changed
   * @return how much darker than the backdrop's own colour each of its pixels is, in L*
   */
  static Plane on(PaintPlanes picture, Gradation colour, Plane backdrop) {
    int width = backdrop.width;
    Plane depth = Plane.of(width, backdrop.height, (x, y) -> depth(picture, colour, x, y));
    int from = lowerPart(backdrop);
    Patches darkened =
        new Patches(
            depth,
            pixel -> backdrop.at[pixel] == 1 || (pixel / width >= from && depth.at[pixel] > 0));
    int product = 0;
    int shadow = 0;
    for (int pixel = 0; pixel < backdrop.at.length; pixel++) {
      if (backdrop.at[pixel] == 0) {
        product++;
        shadow += isShadow(darkened, pixel) ? 1 : 0;
      }
    }
    // A larger shadow is in truth a pale product that no edge parts from a pale backdrop.
    boolean credible = shadow < MOST_OF_PRODUCT * product;
    for (int pixel = 0; pixel < backdrop.at.length; pixel++) {
      if (backdrop.at[pixel] == 0 && credible && isShadow(darkened, pixel)) {
        backdrop.at[pixel] = 1;
      }
    }
    return Plane.of(
            width, backdrop.height, (x, y) -> backdrop.near(x, y) * Math.max(0, depth.near(x, y)))
        .blurred(2 * picture.scale());
  }

  private static boolean isShadow(Patches darkened, int pixel) {
    Patches.Patch patch = darkened.at(pixel);
    return patch != null && patch.touchesFrame();
  }

  /** L* missing; 0 where no shadow can be. */
  private static double depth(PaintPlanes picture, Gradation colour, int x, int y) {
    PaintColor expected = colour.at(x, y);
    PaintColor found = picture.at(y * picture.width() + x);
    double missing = expected.l() - found.l();
    double hue = Math.hypot(expected.a() - found.a(), expected.b() - found.b());
    double slope = Math.hypot(picture.l().slopeX(x, y), picture.l().slopeY(x, y));
    boolean soft = slope * picture.scale() < STEEPEST;
    return soft && hue < MOST_COLOUR && missing < DEEPEST ? Math.max(0, missing) : 0;
  }

  /** The row from which down a product can stand on something. */
  private static int lowerPart(Plane backdrop) {
    int top = backdrop.height;
    int bottom = 0;
    for (int pixel = 0; pixel < backdrop.at.length; pixel++) {
      if (backdrop.at[pixel] == 0) {
        top = Math.min(top, pixel / backdrop.width);
        bottom = pixel / backdrop.width;
      }
    }
    return top + (int) (0.85 * (bottom - top));
  }
}
