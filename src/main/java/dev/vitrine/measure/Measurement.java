package dev.vitrine.measure;

import dev.vitrine.image.Color;
import java.util.List;

/**
 * Measurements of a picture's pixels.
 *
 * @param colors of the product, the most conspicuous first; 1 to 3
 * @param background {@code white}, {@code black}, {@code grey}, {@code plain <color>} or {@code
 *     scene}
 * @param object where the product is; the whole picture in a scene
 */
public record Measurement(List<Color> colors, String background, ProductArea object) {
  public static final String SCENE = "scene";

  public Measurement {
    colors = List.copyOf(colors);
    if (colors.isEmpty() || colors.size() > 3) {
      throw new IllegalArgumentException("not 1 to 3 colors: " + colors);
    }
  }

  public boolean isPlain() {
    return !background.equals(SCENE);
  }

  /**
   * Part of a picture, as fractions of its width and height from its upper left corner.
   *
   * @param right exclusive
   * @param bottom exclusive
   */
  public record ProductArea(double left, double top, double right, double bottom) {
    public static final ProductArea WHOLE = new ProductArea(0, 0, 1, 1);

    public ProductArea {
      if (!(0 <= left && left < right && right <= 1 && 0 <= top && top < bottom && bottom <= 1)) {
        throw new IllegalArgumentException(
            "not a part of a picture: " + left + ", " + top + ", " + right + ", " + bottom);
      }
    }
  }
}
