package dev.vitrine.local.eyes;

import dev.vitrine.local.model.Picture;
import java.util.Arrays;

/**
 * Scales as Pillow 13 does: along one axis and then along the other, each to whole numbers of 8
 * bits, with weights of 22 bits, under a kernel that widens with the reduction. The rows come
 * first, unless the picture loses more than twice as many rows as columns (found by trying). The
 * networks were trained on its results.
 *
 * @see <a
 *     href="https://github.com/python-pillow/Pillow/blob/main/src/libImaging/Resample.c">Resample.c</a>
 */
final class PillowResize {
  private static final int PRECISION = 32 - 8 - 2;
  private static final int HALF = 1 << (PRECISION - 1);
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
    int narrower = picture.width() - width;
    int lower = picture.height() - height;
    return lower > 0 && lower > 2 * narrower
        ? acrossRows(downPicture(picture, down, across), across)
        : downRows(acrossPicture(picture, across, down), down);
  }

  /** The rows that are needed, scaled: {@code [rows][side][3]}. */
  private static byte[] acrossPicture(Picture picture, Tap[] across, Tap[] down) {
    int[] pixels = picture.pixels();
    int bottom = end(down);
    byte[] rows = new byte[(bottom - down[0].first()) * across.length * CHANNELS];
    int to = 0;
    for (int y = down[0].first(); y < bottom; y++) {
      for (Tap tap : across) {
        int from = y * picture.width() + tap.first();
        to = sum(pixels, from, 1, tap.weights(), rows, to);
      }
    }
    return rows;
  }

  /** The columns that are needed, scaled: {@code [side][columns][3]}. */
  private static byte[] downPicture(Picture picture, Tap[] down, Tap[] across) {
    int[] pixels = picture.pixels();
    int left = across[0].first();
    int right = end(across);
    byte[] rows = new byte[down.length * (right - left) * CHANNELS];
    int to = 0;
    for (Tap tap : down) {
      for (int x = left; x < right; x++) {
        int from = tap.first() * picture.width() + x;
        to = sum(pixels, from, picture.width(), tap.weights(), rows, to);
      }
    }
    return rows;
  }

  /** Writes one pixel; {@return where the next one goes} */
  private static int sum(int[] pixels, int from, int step, int[] weights, byte[] rows, int to) {
    int red = HALF;
    int green = HALF;
    int blue = HALF;
    int at = from;
    for (int weight : weights) {
      int rgb = pixels[at];
      red += weight * (rgb >> 16 & 0xFF);
      green += weight * (rgb >> 8 & 0xFF);
      blue += weight * (rgb & 0xFF);
      at += step;
    }
    rows[to] = clip(red);
    rows[to + 1] = clip(green);
    rows[to + 2] = clip(blue);
    return to + CHANNELS;
  }

  private static byte[] downRows(byte[] rows, Tap[] down) {
    int stride = down.length * CHANNELS;
    byte[] result = new byte[down.length * stride];
    for (int y = 0; y < down.length; y++) {
      int from = (down[y].first() - down[0].first()) * stride;
      for (int i = 0; i < stride; i++) {
        result[y * stride + i] = sum(rows, from + i, stride, down[y].weights());
      }
    }
    return result;
  }

  private static byte[] acrossRows(byte[] rows, Tap[] across) {
    int stride = (end(across) - across[0].first()) * CHANNELS;
    byte[] result = new byte[across.length * across.length * CHANNELS];
    int to = 0;
    for (int y = 0; y < across.length; y++) {
      for (Tap tap : across) {
        int from = y * stride + (tap.first() - across[0].first()) * CHANNELS;
        for (int c = 0; c < CHANNELS; c++) {
          result[to++] = sum(rows, from + c, CHANNELS, tap.weights());
        }
      }
    }
    return result;
  }

  private static byte sum(byte[] rows, int from, int step, int[] weights) {
    int sum = HALF;
    int at = from;
    for (int weight : weights) {
      sum += weight * (rows[at] & 0xFF);
      at += step;
    }
    return clip(sum);
  }

  private static int end(Tap[] taps) {
    return Arrays.stream(taps).mapToInt(Tap::end).max().orElseThrow();
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
