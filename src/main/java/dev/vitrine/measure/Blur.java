package dev.vitrine.measure;

import dev.vitrine.decode.Pixels;
import java.awt.image.BufferedImage;

/**
 * Measures how blurred a picture is by how little it changes when it is blurred once more. The
 * result hardly depends on what the picture shows.
 *
 * @see <a href="https://hal.science/hal-00232709">Crété-Roffet et al., The Blur Effect (2007)</a>
 */
public final class Blur {
  /**
   * Pixels that the second blur averages to either side: with the middle one nine, as in the paper.
   */
  private static final int REACH = 4;

  private static final int TAPS = 2 * REACH + 1;

  /** Rows between the one that enters the blur and the one that has left it, both included. */
  private static final int ROWS = TAPS + 1;

  /** Luma in thousandths, so that sums are exact. */
  private static final int LEVEL = 1000;

  /** Differences up to here are noise and compression, which no blur takes away. */
  private static final int NOISE = 2 * LEVEL;

  /**
   * Sum of the differences between neighbors; {@code lost} is TAPS times what the second blur takes
   * of it.
   */
  private long edges;

  private long lost;

  private Blur() {}

  /**
   * @param image at most 1024 px a side
   * @return from 0, sharp, to 1, nothing but blur; 1 for a picture without any edge
   */
  public static double of(BufferedImage image) {
    int width = image.getWidth();
    int[] rgb = Pixels.of(image);
    Blur across = new Blur();
    Blur down = new Blur();
    int[][] luma = new int[ROWS][width];
    for (int y = 0; y < image.getHeight(); y++) {
      int[] row = luma[y % ROWS];
      read(rgb, y * width, row);
      across.add(row, row, row, row, 1);
      if (y >= TAPS) {
        int[] at = luma[(y - REACH) % ROWS];
        down.add(at, luma[(y - REACH - 1) % ROWS], row, luma[(y - TAPS) % ROWS], 0);
      }
    }
    return Math.max(across.share(), down.share());
  }

  private static void read(int[] rgb, int from, int[] luma) {
    for (int x = 0; x < luma.length; x++) {
      int pixel = rgb[from + x];
      luma[x] = 299 * (pixel >> 16 & 0xff) + 587 * (pixel >> 8 & 0xff) + 114 * (pixel & 0xff);
    }
  }

  /**
   * Adds the differences between the pixels of a row and those before them on their lines.
   *
   * @param before the row that has the pixels before
   * @param entering the row with the pixels that the averaged window gains when it moves on by one
   *     pixel
   * @param leaving the row with the pixels that the window then loses
   * @param step columns from a pixel to the next of its line: 1 across, 0 down
   */
  private void add(int[] row, int[] before, int[] entering, int[] leaving, int step) {
    for (int x = step * (REACH + 1); x < row.length - step * REACH; x++) {
      int size = Math.abs(row[x] - before[x - step]);
      if (size > NOISE) {
        int blurred = Math.abs(entering[x + step * REACH] - leaving[x - step * (REACH + 1)]);
        edges += size;
        lost += Math.max(0, TAPS * size - blurred);
      }
    }
  }

  private double share() {
    return edges == 0 ? 1 : 1 - (double) lost / (TAPS * edges);
  }
}
