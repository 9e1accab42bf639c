package dev.vitrine.restyle;

import java.util.List;
import java.util.Optional;

/** The restyle presets. */
public final class Styles {
  /** All presets, in the order in which to offer them. */
  public static final List<Style> ALL =
      List.of(
          new Style(
              "starry-night",
              "The Starry Night",
              "Vincent van Gogh",
              "This scene is a Van Gogh painting with The Starry Night style"),
          new Style(
              "great-wave",
              "The Great Wave off Kanagawa",
              "Katsushika Hokusai",
              "This scene is a Hokusai painting with The Great Wave off Kanagawa style"));

  private Styles() {}

  /** {@return the preset of that name; empty when there is none} */
  public static Optional<Style> named(String name) {
    return ALL.stream().filter(style -> style.name().equals(name)).findFirst();
  }
}
