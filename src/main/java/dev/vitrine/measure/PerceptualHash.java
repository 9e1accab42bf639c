package dev.vitrine.measure;

import dev.vitrine.decode.Pixels;
import dev.vitrine.image.PictureHash;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Optional;

/**
 * Measures what a picture looks like: the 64 lowest frequencies of its brightness, each with a bit
 * that says whether it is above their median. Encoding a picture again, or resizing it, moves few
 * bits; cutting, turning or mirroring it moves many. Color does not count. No library on the class
 * path makes such a hash.
 *
 * @see <a href="https://www.hackerfactor.com/blog/index.php?/archives/432-Looks-Like-It.html">N.
 *     Krawetz, Looks Like It, 2011: pHash</a>
 * @see "C. Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions, 2010, 3.2:
 *     the median in place of the mean"
 */
public final class PerceptualHash {
  /** Pixels a side of the small picture that is measured. */
  private static final int SIDE = 32;

  /** Frequencies of either direction, 0 among them. */
  private static final int LOWEST = 8;

  /**
   * Strength of a wave one gray level high; a picture without a wave of this strength gets no hash.
   */
  private static final double FLAT = SIDE * SIDE / 2.0;

  /** Cosines by frequency and place. */
  private static final double[][] WAVES = waves();

  private PerceptualHash() {}

  /**
   * @param image INT_RGB
   * @return empty if the picture is of one color, as then noise would decide
   */
  public static Optional<PictureHash> of(BufferedImage image) {
    double[] strengths = strengths(brightness(image));
    double[] waves = Arrays.copyOfRange(strengths, 1, strengths.length); // without the mean
    if (Arrays.stream(waves).map(Math::abs).max().orElseThrow() < FLAT) {
      return Optional.empty();
    }
    Arrays.sort(waves);
    double median = waves[waves.length / 2];
    long bits = 0;
    for (double strength : strengths) {
      bits = bits << 1 | (strength > median ? 1 : 0);
    }
    return Optional.of(PictureHash.ofBits(bits));
  }

  /** {@return means of the luma of 32 x 32 equal parts, 0 to 255, by rows} */
  private static double[][] brightness(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    double[][] parts = new double[SIDE][SIDE];
    int[] pixels = Pixels.of(image);
    for (int y = 0; y < height; y++) {
      double[] means = means(Arrays.copyOfRange(pixels, y * width, (y + 1) * width));
      double size = (double) height / SIDE;
      for (int part = (int) (y / size); part < SIDE && part * size < y + 1; part++) {
        double share = share(y, part, size);
        for (int x = 0; x < SIDE; x++) {
          parts[part][x] += share * means[x];
        }
      }
    }
    return parts;
  }

  private static double[] means(int[] row) {
    double[] means = new double[SIDE];
    double size = (double) row.length / SIDE;
    for (int x = 0; x < row.length; x++) {
      double luma = luma(row[x]);
      for (int part = (int) (x / size); part < SIDE && part * size < x + 1; part++) {
        means[part] += share(x, part, size) * luma;
      }
    }
    return means;
  }

  /** {@return how much of a part one pixel is} */
  private static double share(int pixel, int part, double size) {
    double overlap = Math.min(pixel + 1, (part + 1) * size) - Math.max(pixel, part * size);
    return Math.max(0, overlap) / size;
  }

  /** As in ITU-R BT.601, which JPEG uses. */
  private static double luma(int rgb) {
    return 0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255);
  }

  /** {@return the discrete cosine transform (II), its 8 x 8 lowest frequencies by rows} */
  private static double[] strengths(double[][] brightness) {
    double[] strengths = new double[LOWEST * LOWEST];
    for (int v = 0; v < LOWEST; v++) {
      for (int u = 0; u < LOWEST; u++) {
        double sum = 0;
        for (int y = 0; y < SIDE; y++) {
          for (int x = 0; x < SIDE; x++) {
            sum += WAVES[v][y] * WAVES[u][x] * brightness[y][x];
          }
        }
        strengths[v * LOWEST + u] = sum;
      }
    }
    return strengths;
  }

  private static double[][] waves() {
    double[][] waves = new double[LOWEST][SIDE];
    for (int frequency = 0; frequency < LOWEST; frequency++) {
      for (int at = 0; at < SIDE; at++) {
        waves[frequency][at] = Math.cos(Math.PI * (2 * at + 1) * frequency / (2 * SIDE));
      }
    }
    return waves;
  }
}
