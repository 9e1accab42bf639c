package dev.vitrine.local.painter;

import java.awt.image.BufferedImage;

/** A picture as three planes of CIE L*a*b*. */
record PaintPlanes(Plane l, Plane a, Plane b) {
  /** A colour for the pixel in column x and row y. */
  @FunctionalInterface
  interface Colouring {
    PaintColor at(int x, int y);
  }

  static PaintPlanes of(int width, int height, Colouring colouring) {
    PaintPlanes picture =
        new PaintPlanes(
            new Plane(width, height), new Plane(width, height), new Plane(width, height));
    Rows.parallel(
        height,
        y -> {
          for (int x = 0; x < width; x++) {
            picture.set(y * width + x, colouring.at(x, y));
          }
        });
    return picture;
  }

  static PaintPlanes of(BufferedImage picture) {
    int width = picture.getWidth();
    int[] rgb = RgbArrays.of(picture);
    return of(width, picture.getHeight(), (x, y) -> PaintColor.of(rgb[y * width + x]));
  }

  int width() {
    return l.width;
  }

  int height() {
    return l.height;
  }

  /** How many times larger than the 1024 pixels that all lengths in this package are given for. */
  double scale() {
    return Math.max(width(), height()) / 1024.0;
  }

  PaintColor at(int pixel) {
    return new PaintColor(l.at[pixel], a.at[pixel], b.at[pixel]);
  }

  private void set(int pixel, PaintColor colour) {
    l.at[pixel] = colour.l();
    a.at[pixel] = colour.a();
    b.at[pixel] = colour.b();
  }

  PaintPlanes blurred(double sigma) {
    return new PaintPlanes(l.blurred(sigma), a.blurred(sigma), b.blurred(sigma));
  }

  /** How far a pixel is from a colour: CIE76 with lightness counted less, as shading changes it. */
  double difference(int pixel, PaintColor colour) {
    double dl = 0.7 * (l.at[pixel] - colour.l());
    double da = a.at[pixel] - colour.a();
    double db = b.at[pixel] - colour.b();
    return Math.sqrt(dl * dl + da * da + db * db);
  }
}
