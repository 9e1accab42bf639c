package dev.vitrine.local.model;

import java.util.List;
import java.util.Optional;

/**
 * Measurements of a picture's pixels, which need no model.
 *
 * @param colors the largest share first: the object's where the background is plain, else of the
 *     middle of the picture; may be empty
 * @param background the colour of a plain background, such as {@code white}; empty for a scene
 */
public record Measured(List<MeasuredColor> colors, Optional<String> background) {
  public Measured {
    colors = List.copyOf(colors);
  }

  /**
   * A colour and how much there is of it.
   *
   * @param name one English word or two, lower case
   * @param share of the measured area, in [0, 1]
   */
  public record MeasuredColor(String name, double share) {
    public MeasuredColor {
      if (name.isBlank()) {
        throw new IllegalArgumentException("a colour without a name");
      }
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("share is outside [0, 1]: " + share);
      }
    }
  }
}
