package dev.vitrine.local.painter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connected patches (by edges, not corners) of the pixels that pass a test. */
final class Patches {
  /**
   * One patch.
   *
   * @param size in pixels
   * @param mean of the plane that was measured, over the patch
   */
  record Patch(int size, double mean, boolean touchesFrame) {}

  private final int[] patchOf;
  private final List<Patch> patches = new ArrayList<>();

  /** Passes or fails the pixel of an index. */
  @FunctionalInterface
  interface PixelTest {
    boolean passes(int pixel);
  }

  Patches(Plane measured, PixelTest test) {
    int[] queue = new int[measured.at.length];
    patchOf = new int[measured.at.length];
    for (int pixel = 0; pixel < patchOf.length; pixel++) {
      patchOf[pixel] = test.passes(pixel) ? 0 : -1;
    }
    for (int pixel = 0; pixel < patchOf.length; pixel++) {
      if (patchOf[pixel] == 0) {
        patches.add(grow(pixel, measured, queue));
      }
    }
  }

  /** The patch that a pixel is in; null where it failed the test. */
  @Nullable Patch at(int pixel) {
    return patchOf[pixel] < 0 ? null : patches.get(patchOf[pixel] - 1);
  }

  private Patch grow(int first, Plane measured, int[] queue) {
    int width = measured.width;
    int number = patches.size() + 1;
    int end = 0;
    queue[end++] = first;
    patchOf[first] = number;
    double sum = 0;
    boolean touchesFrame = false;
    for (int next = 0; next < end; next++) {
      int pixel = queue[next];
      int x = pixel % width;
      int y = pixel / width;
      sum += measured.at[pixel];
      touchesFrame |= x == 0 || y == 0 || x == width - 1 || y == measured.height - 1;
      end = x > 0 ? take(pixel - 1, number, queue, end) : end;
      end = x < width - 1 ? take(pixel + 1, number, queue, end) : end;
      end = y > 0 ? take(pixel - width, number, queue, end) : end;
      end = y < measured.height - 1 ? take(pixel + width, number, queue, end) : end;
    }
    return new Patch(end, sum / end, touchesFrame);
  }

  private int take(int pixel, int number, int[] queue, int end) {
    if (patchOf[pixel] != 0) {
      return end;
    }
    patchOf[pixel] = number;
    queue[end] = pixel;
    return end + 1;
  }
}
