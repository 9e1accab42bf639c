package dev.vitrine.decode;

import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * Turns stored pixels into displayed ones, as EXIF's orientation says.
 *
 * @param value 1 to 8, as in EXIF
 * @see "CIPA DC-008 (Exif 2.32), 4.6.4, tag 0112h"
 */
record Orientation(int value) {
  static final Orientation UPRIGHT = new Orientation(1);

  Orientation {
    if (value < 1 || value > 8) {
      throw new IllegalArgumentException("orientation is outside 1 to 8: " + value);
    }
  }

  /** {@return upright if the value is missing or invalid} */
  static Orientation of(@Nullable Integer value) {
    return value == null || value < 1 || value > 8 ? UPRIGHT : new Orientation(value);
  }

  boolean swapsSides() {
    return value >= 5;
  }

  /**
   * @param stored of type INT_RGB
   * @return of type INT_RGB; the same picture when it is upright already
   */
  BufferedImage applyTo(BufferedImage stored) {
    if (value == 1) {
      return stored;
    }
    int w = stored.getWidth();
    int h = stored.getHeight();
    int[] from = Pixels.of(stored);
    int width = swapsSides() ? h : w;
    int[] to = new int[from.length];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        to[target(x, y, w, h, width)] = from[y * w + x];
      }
    }
    BufferedImage shown = new BufferedImage(width, swapsSides() ? w : h, stored.getType());
    shown.setRGB(0, 0, width, shown.getHeight(), to, 0, width);
    return shown;
  }

  private int target(int x, int y, int w, int h, int width) {
    return switch (value) {
      case 2 -> y * width + (w - 1 - x);
      case 3 -> (h - 1 - y) * width + (w - 1 - x);
      case 4 -> (h - 1 - y) * width + x;
      case 5 -> x * width + y;
      case 6 -> x * width + (h - 1 - y);
      case 7 -> (w - 1 - x) * width + (h - 1 - y);
      case 8 -> (w - 1 - x) * width + y;
      default -> y * width + x;
    };
  }
}
