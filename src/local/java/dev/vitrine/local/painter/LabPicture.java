package dev.vitrine.local.painter;

import java.awt.image.BufferedImage;

/** A picture as three planes of CIE L*a*b*. */
record LabPicture(Plane l, Plane a, Plane b) {
  /** A colour for the pixel in column x and row y. */
  @FunctionalInterface
  interface Colouring {
    Lab at(int x, int y);
  }

  static LabPicture of(int width, int height, Colouring colouring) {
    LabPicture picture =
        new LabPicture(
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

  static LabPicture of(BufferedImage picture) {
    int width = picture.getWidth();
    int[] rgb = Pixels.of(picture);
    return of(width, picture.getHeight(), (x, y) -> Lab.of(rgb[y * width + x]));
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

  Lab at(int pixel) {
    return new Lab(l.at[pixel], a.at[pixel], b.at[pixel]);
  }

  private void set(int pixel, Lab colour) {
    l.at[pixel] = colour.l();
    a.at[pixel] = colour.a();
    b.at[pixel] = colour.b();
  }

  LabPicture blurred(double sigma) {
    return new LabPicture(l.blurred(sigma), a.blurred(sigma), b.blurred(sigma));
  }

  /** How far a pixel is from a colour: CIE76 with lightness counted less, as shading changes it. */
  double difference(int pixel, Lab colour) {
    double dl = 0.7 * (l.at[pixel] - colour.l());
    double da = a.at[pixel] - colour.a();
    double db = b.at[pixel] - colour.b();
    return Math.sqrt(dl * dl + da * da + db * db);
  }
}
