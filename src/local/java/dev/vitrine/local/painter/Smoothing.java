package dev.vitrine.local.painter;

/**
 * Smooths surfaces and keeps edges, by lightness.
 *
 * @see <a href="https://kaiminghe.github.io/eccv10/">He, Sun and Tang, Guided Image Filtering
 *     (2010)</a>
 */
final class Smoothing {
  private final Plane guide;
  private final Plane mean;
  private final Plane variance;
  private final int radius;
  private final double least;

  private Smoothing(Plane guide, int radius, double contrast) {
    this.guide = guide;
    this.radius = radius;
    this.least = contrast * contrast;
    mean = guide.boxed(radius);
    variance = covariance(guide, mean);
  }

  /**
   * @param radius of what is surface and what is edge, in pixels
   * @param contrast in L*; what changes less is surface
   */
  static PaintPlanes of(PaintPlanes picture, double radius, double contrast) {
    Smoothing smoothing =
        new Smoothing(picture.l(), Math.max(1, (int) Math.round(radius)), contrast);
    return new PaintPlanes(
        smoothing.of(picture.l()), smoothing.of(picture.a()), smoothing.of(picture.b()));
  }

  private Plane of(Plane plane) {
    Plane planeMean = plane == guide ? mean : plane.boxed(radius);
    Plane slope = plane == guide ? variance : covariance(plane, planeMean);
    slope = by(slope, (covariance, i) -> covariance / (variance.at[i] + least));
    Plane level = by(slope, (s, i) -> planeMean.at[i] - s * mean.at[i]);
    Plane slopes = slope.boxed(radius);
    return by(level.boxed(radius), (l, i) -> l + slopes.at[i] * guide.at[i]);
  }

  /** With the guide, over the square around each pixel. */
  private Plane covariance(Plane plane, Plane planeMean) {
    Plane product = by(plane, (value, i) -> value * guide.at[i]).boxed(radius);
    return by(
        product, (p, i) -> Math.max(plane == guide ? 0 : -1e9, p - planeMean.at[i] * mean.at[i]));
  }

  private interface At {
    double of(double value, int pixel);
  }

  private static Plane by(Plane plane, At function) {
    return Plane.of(
        plane.width,
        plane.height,
        (x, y) -> function.of(plane.at[y * plane.width + x], y * plane.width + x));
  }
}
