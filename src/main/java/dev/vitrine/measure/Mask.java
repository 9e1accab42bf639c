package dev.vitrine.measure;

import dev.vitrine.image.Box;
import java.util.Arrays;

/**
 * A set of a picture's pixels.
 *
 * @param set row by row
 */
record Mask(int width, int height, boolean[] set) {

  static Mask all(int width, int height) {
    boolean[] set = new boolean[width * height];
    Arrays.fill(set, true);
    return new Mask(width, height, set);
  }

  static Mask none(int width, int height) {
    return new Mask(width, height, new boolean[width * height]);
  }

  /** {@return the ellipse in the middle whose half axes are {@code part} of width and height} */
  static Mask ellipse(int width, int height, double part) {
    boolean[] set = new boolean[width * height];
    for (int i = 0; i < set.length; i++) {
      double x = ((i % width + 0.5) / width - 0.5) / part;
      double y = ((i / width + 0.5) / height - 0.5) / part;
      set[i] = x * x + y * y <= 1;
    }
    return new Mask(width, height, set);
  }

  boolean isEmpty() {
    return count() == 0;
  }

  /** {@return how many pixels are in the set} */
  int count() {
    int count = 0;
    for (boolean one : set) {
      count += one ? 1 : 0;
    }
    return count;
  }

  /** {@return indexes of the pixels in the set, ascending} */
  int[] pixels() {
    int[] pixels = new int[count()];
    for (int i = 0, next = 0; next < pixels.length; i++) {
      if (set[i]) {
        pixels[next++] = i;
      }
    }
    return pixels;
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

  /** {@return what is in this set and in the other} */
  Mask within(Mask other) {
    boolean[] shared = set.clone();
    for (int i = 0; i < shared.length; i++) {
      shared[i] &= other.set[i];
    }
    return new Mask(width, height, shared);
  }

  /** {@return what is in this set or in the other} */
  Mask with(Mask other) {
    boolean[] both = set.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] |= other.set[i];
    }
    return new Mask(width, height, both);
  }

  /** {@return whether a pixel to the left, to the right, above or below is not in the set} */
  boolean isEdge(int i) {
    return i % width > 0 && !set[i - 1]
        || i % width < width - 1 && !set[i + 1]
        || i >= width && !set[i - width]
        || i + width < set.length && !set[i + width];
  }

  /** {@return whether a pixel to the left, to the right, above or below is in the set} */
  boolean touches(int i) {
    return i % width > 0 && set[i - 1]
        || i % width < width - 1 && set[i + 1]
        || i >= width && set[i - width]
        || i + width < set.length && set[i + width];
  }

  /** Spreads {@code value} over a square around each pixel that has it. */
  private Mask spread(int by, boolean value) {
    boolean[] spread = new boolean[set.length];
    boolean[] across = new boolean[set.length];
    for (int y = 0; y < height; y++) {
      spreadAcross(y * width, by, value, across);
    }
    int[] near = new int[width]; // by columns, pixels that have it
    for (int y = -by; y < height; y++) {
      if (y + by < height) {
        count(across, (y + by) * width, value, 1, near);
      }
      if (y > by) {
        count(across, (y - by - 1) * width, value, -1, near);
      }
      for (int x = 0; x < width && y >= 0; x++) {
        spread[y * width + x] = near[x] > 0 == value;
      }
    }
    return new Mask(width, height, spread);
  }

  private void spreadAcross(int row, int by, boolean value, boolean[] across) {
    int near = 0;
    for (int x = -by; x < width; x++) {
      if (x + by < width && set[row + x + by] == value) {
        near++;
      }
      if (x > by && set[row + x - by - 1] == value) {
        near--;
      }
      if (x >= 0) {
        across[row + x] = near > 0 == value;
      }
    }
  }

  private static void count(boolean[] set, int row, boolean value, int by, int[] counts) {
    for (int x = 0; x < counts.length; x++) {
      if (set[row + x] == value) {
        counts[x] += by;
      }
    }
  }

  /** {@return the smallest box around the set; the whole picture if the set is empty} */
  Box box() {
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
        ? new Box(0, 0, 1, 1)
        : new Box(
            (double) left / width,
            (double) top / height,
            (right + 1.0) / width,
            (bottom + 1.0) / height);
  }
}
