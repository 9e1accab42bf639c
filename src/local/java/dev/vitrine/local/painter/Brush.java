package dev.vitrine.local.painter;

/**
 * A brush and how it is used. Lengths are for a picture of 1024 pixels; see {@link #scaled}.
 *
 * @param radius pixels
 * @param spacing pixels between strokes begun
 * @param length pixels, of an undisturbed stroke
 * @param slack how far, in L*a*b*, the canvas may be from the subject before it is painted again
 * @param whim how freely the colour of a stroke leaves the subject's, in L*a*b*
 */
record Brush(double radius, double spacing, double length, double slack, double whim) {

  Brush scaled(double scale) {
    double scaledRadius = Math.max(0.9, radius * scale);
    return new Brush(
        scaledRadius,
        Math.max(1.5, spacing * scale),
        Math.max(3 * scaledRadius, length * scale),
        slack,
        whim);
  }
}
