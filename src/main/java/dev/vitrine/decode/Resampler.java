package dev.vitrine.decode;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/**
 * Makes pictures smaller without aliasing: each new pixel is a sum over all the old ones under a
 * cubic kernel as wide as two new pixels to either side. A side that grows is interpolated by the
 * same kernel, as wide as two old pixels.
 *
 * @see "R. Keys, Cubic convolution interpolation for digital image processing, 1981; a = -1/2"
 */
public final class Resampler {
  /** Rows already loaded, by row number modulo the ring's length. */
  private final float[][] ring;

  private final PixelRows source;
  private final Kernel down;
  private int loaded;

  private Resampler(PixelRows source, int height) {
    this.source = source;
    this.down = Kernel.of(source.height(), height);
    this.ring = new float[down.longest()][3 * source.width()];
  }

  /**
   * {@return size whose longer side is at most {@code longest}, never larger than the given one}
   */
  static int[] fit(int width, int height, int longest) {
    double scale = Math.min(1, (double) longest / Math.max(width, height));
    return new int[] {
      Math.max(1, (int) Math.round(width * scale)), Math.max(1, (int) Math.round(height * scale))
    };
  }

  /**
   * @param image INT_RGB
   * @return INT_RGB, its longer side at most {@code longest}; the same picture if it is so already
   */
  public static BufferedImage shrink(BufferedImage image, int longest) {
    int[] size = fit(image.getWidth(), image.getHeight(), longest);
    return size[0] == image.getWidth() && size[1] == image.getHeight()
        ? image
        : resample(PixelRows.of(image), size[0], size[1]);
  }

  /**
   * {@return the whole picture, as INT_RGB of this size}
   *
   * @param image what is transparent in it becomes white
   */
  public static BufferedImage resample(BufferedImage image, int width, int height) {
    return resample(PixelRows.of(image), width, height);
  }

  /** {@return a picture of type INT_RGB} */
  static BufferedImage resample(PixelRows source, int width, int height) {
    // Averaging blocks first is far cheaper, and at twice the final size nobody sees it.
    int block = Math.min(source.width() / width, source.height() / height) / 2;
    PixelRows rows = block > 1 ? new BlockAverages(source, block) : source;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    new Resampler(rows, height).fill(pixels, width, height);
    return image;
  }

  private void fill(int[] pixels, int width, int height) {
    Kernel across = Kernel.of(source.width(), width);
    float[] sum = new float[3 * source.width()];
    for (int y = 0; y < height; y++) {
      float[] weights = down.weights()[y];
      int first = down.first()[y];
      Arrays.fill(sum, 0);
      int i = 0;
      for (; i + 1 < weights.length; i += 2) {
        addRows(sum, row(first + i), weights[i], row(first + i + 1), weights[i + 1]);
      }
      if (i < weights.length) {
        addRow(sum, row(first + i), weights[i]);
      }
      across(across, sum, pixels, y * width);
    }
  }

  private float[] row(int y) {
    for (; loaded <= y; loaded++) {
      source.read(loaded, ring[loaded % ring.length]);
    }
    return ring[y % ring.length];
  }

  private static void addRows(float[] sum, float[] one, float of1, float[] two, float of2) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] = sum[i] + of1 * one[i] + of2 * two[i];
    }
  }

  private static void addRow(float[] sum, float[] row, float weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * row[i];
    }
  }

  private static void across(Kernel kernel, float[] row, int[] pixels, int start) {
    for (int x = 0; x < kernel.first().length; x++) {
      float[] weights = kernel.weights()[x];
      float red = 0.5f;
      float green = 0.5f;
      float blue = 0.5f;
      for (int i = 0, at = 3 * kernel.first()[x]; i < weights.length; i++, at += 3) {
        red += weights[i] * row[at];
        green += weights[i] * row[at + 1];
        blue += weights[i] * row[at + 2];
      }
      pixels[start + x] = clamp(red) << 16 | clamp(green) << 8 | clamp(blue);
    }
  }

  private static int clamp(float value) {
    return Math.max(0, Math.min(255, (int) value));
  }

  /**
   * Which old pixels make up each new one.
   *
   * @param first index of the first old pixel, ascending
   * @param weights of the old pixels from there on; they sum to 1
   */
  private record Kernel(int[] first, float[][] weights) {
    static Kernel of(int from, int to) {
      double scale = (double) from / to;
      double width = Math.max(1, scale);
      int[] first = new int[to];
      float[][] weights = new float[to][];
      for (int t = 0; t < to; t++) {
        double center = (t + 0.5) * scale;
        first[t] = Math.max(0, (int) Math.ceil(center - 2 * width - 0.5));
        int last = Math.min(from - 1, (int) Math.floor(center + 2 * width - 0.5));
        weights[t] = weights(first[t], last, center, width);
      }
      return new Kernel(first, weights);
    }

    private static float[] weights(int first, int last, double center, double width) {
      double[] raw = new double[last - first + 1];
      double sum = 0;
      for (int i = 0; i < raw.length; i++) {
        raw[i] = cubic(Math.abs(first + i + 0.5 - center) / width);
        sum += raw[i];
      }
      float[] weights = new float[raw.length];
      for (int i = 0; i < raw.length; i++) {
        weights[i] = (float) (raw[i] / sum);
      }
      return weights;
    }

    private static double cubic(double x) {
      if (x < 1) {
        return (1.5 * x - 2.5) * x * x + 1;
      }
      return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    }

    int longest() {
      return Arrays.stream(weights).mapToInt(w -> w.length).max().orElseThrow();
    }
  }

  /** Averages of square blocks of pixels; a last incomplete block averages what it has. */
  private record BlockAverages(PixelRows source, int block, float[] buffer) implements PixelRows {
    BlockAverages(PixelRows source, int block) {
      this(source, block, new float[3 * source.width()]);
    }

    @Override
    public int width() {
      return (source.width() + block - 1) / block;
    }

    @Override
    public int height() {
      return (source.height() + block - 1) / block;
    }

    @Override
    public void read(int y, float[] row) {
      Arrays.fill(row, 0);
      int end = Math.min(source.height(), (y + 1) * block);
      for (int from = y * block; from < end; from++) {
        source.read(from, buffer);
        addBlocks(row);
      }
      int rows = end - y * block;
      for (int at = 0, columns = source.width(); at < row.length; at += 3, columns -= block) {
        int pixels = rows * Math.min(block, columns);
        row[at] /= pixels;
        row[at + 1] /= pixels;
        row[at + 2] /= pixels;
      }
    }

    private void addBlocks(float[] row) {
      for (int i = 0, at = 0; i < buffer.length; at += 3) {
        float red = row[at];
        float green = row[at + 1];
        float blue = row[at + 2];
        for (int end = Math.min(buffer.length, i + 3 * block); i < end; i += 3) {
          red += buffer[i];
          green += buffer[i + 1];
          blue += buffer[i + 2];
        }
        row[at] = red;
        row[at + 1] = green;
        row[at + 2] = blue;
      }
    }
  }
}
