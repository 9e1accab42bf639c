package dev.vitrine.local.painter;

import java.awt.image.BufferedImage;

/** The paintings whose manner the painter knows. */
public enum PaintingStyle {
  /** Oil: The Starry Night, Vincent van Gogh, 1889. */
  STARRY_NIGHT(StarryNight::paint),
  /** Woodblock print: The Great Wave off Kanagawa, Katsushika Hokusai, about 1831. */
  GREAT_WAVE(GreatWave::paint);

  private final Hand hand;

  /** Paints a subject; strength in (0, 1]. */
  @FunctionalInterface
  interface Hand {
    BufferedImage paint(Subject subject, long seed, double strength);
  }

  PaintingStyle(Hand hand) {
    this.hand = hand;
  }

  Hand hand() {
    return hand;
  }
}
