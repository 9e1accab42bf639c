package dev.vitrine.measure;

import dev.vitrine.image.Color;
import java.util.List;

/**
 * Measurements of a picture's pixels.
 *
 * @param colors of the product, the most conspicuous first; 1 to 3
 * @param background {@code white}, {@code black}, {@code grey}, {@code plain <color>} or {@code
 *     scene}
 */
public record Measurement(List<Color> colors, String background) {
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
}
