package dev.vitrine.render;

import java.util.stream.IntStream;

/**
 * A set of a picture's pixels.
 *
 * @param set row by row
 */
record Mask(int width, int height, boolean[] set) {

  static Mask all(int width, int height) {
    return ellipse(width, height, 1);
  }

  /**
   * {@return the ellipse in the middle whose half axes are {@code part} of width and height; all of
   * it from 1 on}
   */
  static Mask ellipse(int width, int height, double part) {
    boolean[] set = new boolean[width * height];
    for (int i = 0; i < set.length; i++) {
      double x = ((i % width + 0.5) / width - 0.5) / part;
      double y = ((i / width + 0.5) / height - 0.5) / part;
      set[i] = part >= 1 || x * x + y * y <= 1;
    }
    return new Mask(width, height, set);
  }

  boolean isEmpty() {
    return pixels().length == 0;
  }

  /** {@return indexes of the pixels in the set, ascending} */
  int[] pixels() {
    return IntStream.range(0, set.length).filter(i -> set[i]).toArray();
  }

  /**
   * {@return the set eroded by a square of side 2 x {@code by} + 1; the picture's edges do not
   * erode}
   */
  Mask eroded(int by) {
    return spread(by, false);
  }

  /** {@return the set opened by a square of side 2 x {@code by} + 1: without specks} */
  Mask opened(int by) {
    return eroded(by).spread(by, true);
  }

  /** {@return the set grown by a square of side 2 x {@code by} + 1} */
  Mask dilated(int by) {
    return spread(by, true);
  }

  /** {@return what is in this set and not in the other} */
  Mask without(Mask other) {
    boolean[] left = set.clone();
    for (int i = 0; i < left.length; i++) {
      left[i] &= !other.set[i];
    }
    return new Mask(width, height, left);
  }

  /** Spreads {@code value} over a square around each pixel that has it. */
  private Mask spread(int by, boolean value) {
    boolean[] across = new boolean[set.length];
    boolean[] both = new boolean[set.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int from = Math.max(0, x - by);
        int to = Math.min(width - 1, x + by);
        across[y * width + x] = any(set, y * width + from, y * width + to, 1, value);
      }
    }
    for (int y = 0; y < height; y++) {
      int from = Math.max(0, y - by) * width;
      int to = Math.min(height - 1, y + by) * width;
      for (int x = 0; x < width; x++) {
        both[y * width + x] = any(across, from + x, to + x, width, value);
      }
    }
    return new Mask(width, height, both);
  }

  /** {@return {@code value} when one of the pixels has it} */
  private static boolean any(boolean[] set, int from, int to, int step, boolean value) {
    for (int i = from; i <= to; i += step) {
      if (set[i] == value) {
        return value;
      }
    }
    return !value;
  }

  /** {@return the smallest box around the set; the whole picture if the set is empty} */
  Measurement.Box box() {
    int left = width;
    int right = -1;
    int top = height;
    int bottom = -1;
    for (int i : pixels()) {
      left = Math.min(left, i % width);
      right = Math.max(right, i % width);
      top = Math.min(top, i / width);
      bottom = Math.max(bottom, i / width);
    }
    return right < 0
        ? Measurement.Box.WHOLE
        : new Measurement.Box(
            (double) left / width,
            (double) top / height,
            (right + 1.0) / width,
            (bottom + 1.0) / height);
  }
}
