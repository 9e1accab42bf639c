package dev.vitrine.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A connected region of a mask: its pixels are neighbors by their sides.
 *
 * @param size number of pixels
 * @param centerX mean column
 * @param pixels of the region, in no order
 * @param rim share of its border pixels that touch a pixel outside of the whole thing
 */
record Region(
    int size, int left, int top, int right, int bottom, double centerX, double rim, int[] pixels) {

  /**
   * @param within the whole thing, of which the mask is a part
   * @return the mask's regions, largest first
   */
  static List<Region> of(Mask mask, Mask within) {
    List<Region> regions = new ArrayList<>();
    boolean[] open = mask.set().clone();
    int[] queue = new int[open.length];
    for (int i = 0; i < open.length; i++) {
      if (open[i]) {
        regions.add(from(i, open, queue, mask, within));
      }
    }
    regions.sort(Comparator.comparingInt(Region::size).reversed());
    return regions;
  }

  private static Region from(int start, boolean[] open, int[] queue, Mask mask, Mask within) {
    int width = mask.width();
    int count = 0;
    queue[count++] = start;
    open[start] = false;
    int left = width;
    int right = 0;
    int bottom = 0;
    long sum = 0;
    int border = 0;
    int rim = 0;
    for (int next = 0; next < count; next++) {
      int i = queue[next];
      int x = i % width;
      left = Math.min(left, x);
      right = Math.max(right, x);
      bottom = Math.max(bottom, i / width);
      sum += x;
      boolean isBorder = false;
      boolean isRim = false;
      for (int side = 0; side < 4; side++) {
        int neighbor = neighbor(i, side, width, open.length);
        isBorder |= !mask.set()[neighbor];
        isRim |= !within.set()[neighbor];
        if (open[neighbor]) {
          open[neighbor] = false;
          queue[count++] = neighbor;
        }
      }
      border += isBorder ? 1 : 0;
      rim += isRim ? 1 : 0;
    }
    double center = (double) sum / count;
    double part = border == 0 ? 0 : (double) rim / border;
    return new Region(
        count, left, start / width, right, bottom, center, part, Arrays.copyOf(queue, count));
  }

  /**
   * {@return the pixel to the left, to the right, above or below; at the picture's edge the pixel
   * itself instead}
   */
  static int neighbor(int i, int side, int width, int pixels) {
    return switch (side) {
      case 0 -> i % width > 0 ? i - 1 : i;
      case 1 -> i % width < width - 1 ? i + 1 : i;
      case 2 -> i >= width ? i - width : i;
      default -> i + width < pixels ? i + width : i;
    };
  }

  double middle() {
    return (top + bottom) / 2.0;
  }

  int height() {
    return bottom - top + 1;
  }
}
