package dev.vitrine.image;

/**
 * A measured color of the product.
 *
 * @param name one of the measurer's closed set of names, e.g. {@code navy}
 * @param hex {@code #rrggbb}, sRGB, lower case
 * @param share part of the product's area, in (0, 1]
 */
public record Color(String name, String hex, double share) {
  public Color {
    if (!hex.matches("#[0-9a-f]{6}")) {
      throw new IllegalArgumentException("hex is not #rrggbb: " + hex);
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share is outside (0, 1]: " + share);
    }
  }
}
