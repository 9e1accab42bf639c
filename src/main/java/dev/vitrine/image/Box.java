package dev.vitrine.image;

/**
 * A part of a picture, in fractions of its width and height from the upper left corner.
 *
 * @param left from 0
 * @param top from 0
 * @param right above left, at most 1
 * @param bottom above top, at most 1
 */
public record Box(double left, double top, double right, double bottom) {
  public Box {
    if (!isOne(left, top, right, bottom)) {
      throw new IllegalArgumentException(
          "no box within a picture: " + left + ", " + top + ", " + right + ", " + bottom);
    }
  }

  /** {@return whether four numbers are a box: finite, in order, within the picture} */
  public static boolean isOne(double left, double top, double right, double bottom) {
    return left >= 0 && left < right && right <= 1 && top >= 0 && top < bottom && bottom <= 1;
  }

  public double width() {
    return right - left;
  }

  public double height() {
    return bottom - top;
  }

  /** {@return the share of the picture that it covers, in (0, 1]} */
  public double area() {
    return width() * height();
  }

  /** {@return the share of the picture that both cover, from 0} */
  public double areaShared(Box other) {
    double wide = Math.min(right, other.right) - Math.max(left, other.left);
    double high = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    return wide > 0 && high > 0 ? wide * high : 0;
  }

  /** {@return the share of this box that the other covers, in [0, 1]} */
  public double shareIn(Box other) {
    return areaShared(other) / area();
  }

  /** {@return what both have in common of what they cover together, in [0, 1]} */
  public double likeness(Box other) {
    double shared = areaShared(other);
    return shared / (area() + other.area() - shared);
  }

  /** {@return the smallest box around both} */
  public Box around(Box other) {
    return new Box(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }
}
