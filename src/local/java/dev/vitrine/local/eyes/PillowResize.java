package dev.vitrine.local.eyes;

import dev.vitrine.local.model.Picture;
import java.util.Arrays;

/**
 * Scales as Pillow does: first the rows, then the columns, each to whole numbers of 8 bits, with
 * weights of 22 bits, under a kernel as wide as the step down demands. The networks were trained on
 * its results.
 *
 * @see <a
 *     href="https://github.com/python-pillow/Pillow/blob/main/src/libImaging/Resample.c">Resample.c</a>
 */
final class PillowResize {
  private static final int PRECISION = 32 - 8 - 2;
  private static final int CHANNELS = 3;

  private PillowResize() {}

  /** For one output position: where its inputs begin, and how much each counts, in 22 bits. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Tap(int first, int[] weights) {
    int end() {
      return first + weights.length;
    }
  }

  /**
   * Scales to {@code width} x {@code height} and cuts the middle out; what is cut off is not made.
   *
   * @param side of the square that is cut out, at most {@code width} and {@code height}
   * @return red, green, blue, row by row
   */
  static byte[] middle(Picture picture, int width, int height, int side, PillowFilter filter) {
    Tap[] across = taps(picture.width(), width, side, filter);
    Tap[] down = taps(picture.height(), height, side, filter);
    int top = down[0].first();
    int bottom = top;
    for (Tap tap : down) {
      bottom = Math.max(bottom, tap.end());
    }
    return columns(rows(picture, across, top, bottom), down, top, side);
  }

  /** The picture's rows from top to bottom, scaled: {@code [rows][side][3]}. */
  private static byte[] rows(Picture picture, Tap[] across, int top, int bottom) {
    int[] pixels = picture.pixels();
    byte[] rows = new byte[(bottom - top) * across.length * CHANNELS];
    int to = 0;
    for (int y = top; y < bottom; y++) {
      for (Tap tap : across) {
        int red = 1 << (PRECISION - 1);
        int green = red;
        int blue = red;
        int from = y * picture.width() + tap.first();
        for (int weight : tap.weights()) {
          int rgb = pixels[from++];
          red += weight * (rgb >> 16 & 0xFF);
          green += weight * (rgb >> 8 & 0xFF);
          blue += weight * (rgb & 0xFF);
        }
        rows[to++] = clip(red);
        rows[to++] = clip(green);
        rows[to++] = clip(blue);
      }
    }
    return rows;
  }

  private static byte[] columns(byte[] rows, Tap[] down, int top, int side) {
    int stride = side * CHANNELS;
    byte[] result = new byte[down.length * stride];
    int[] sum = new int[stride];
    for (int y = 0; y < down.length; y++) {
      Arrays.fill(sum, 1 << (PRECISION - 1));
      int from = (down[y].first() - top) * stride;
      for (int weight : down[y].weights()) {
        for (int i = 0; i < stride; i++) {
          sum[i] += weight * (rows[from + i] & 0xFF);
        }
        from += stride;
      }
      for (int i = 0; i < stride; i++) {
        result[y * stride + i] = clip(sum[i]);
      }
    }
    return result;
  }

  private static byte clip(int sum) {
    return (byte) Math.max(0, Math.min(255, sum >> PRECISION));
  }

  /** The inputs of the middle {@code count} of {@code to} positions. */
  private static Tap[] taps(int from, int to, int count, PillowFilter filter) {
    int first = (int) Math.rint((to - count) / 2.0); // half to even, as Python's round()
    double scale = (double) from / to;
    double wide = Math.max(1, scale);
    Tap[] taps = new Tap[count];
    for (int i = 0; i < count; i++) {
      taps[i] =
          from == to
              ? new Tap(first + i, new int[] {1 << PRECISION})
              : tap((first + i + 0.5) * scale, wide, from, filter);
    }
    return taps;
  }

  private static Tap tap(double center, double wide, int from, PillowFilter filter) {
    double radius = filter.radius() * wide;
    int first = Math.max(0, (int) (center - radius + 0.5));
    int end = Math.min(from, (int) (center + radius + 0.5));
    double[] weights = new double[end - first];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = filter.at((first + i - center + 0.5) / wide);
      sum += weights[i];
    }
    int[] whole = new int[weights.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (int) Math.round(weights[i] / sum * (1 << PRECISION));
    }
    return new Tap(first, whole);
  }
}
