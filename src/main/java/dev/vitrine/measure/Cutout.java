package dev.vitrine.measure;

import dev.vitrine.decode.Pixels;
import dev.vitrine.image.DetectedBoxes;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The product cut out of its picture, to be laid over another background. Pixels of the {@link
 * #isKept kept set} stay what they are, bit for bit; outside of it, an edge of {@value #EDGE}
 * pixels mixes the product's color with the other background.
 */
public final class Cutout {
  /** Breadth of the soft edge, in pixels. */
  private static final int EDGE = 3;

  /** Most of the product's color in the edge's pixels, by their distance from the kept set. */
  private static final double[] MOST = {1, 0.8, 0.5, 0.2};

  /** Beside the silhouette, a pixel is the product's if it is so far from the backdrop's color. */
  private static final double CLEARLY_OUTSIDE = 8;

  private final int width;
  private final int height;
  private final int[] pixels;
  private final LabPicture picture;
  private final float[] backdrop;
  private final Mask kept;

  private Cutout(BufferedImage image, Silhouette silhouette) {
    this.width = image.getWidth();
    this.height = image.getHeight();
    this.pixels = Pixels.of(image);
    this.picture = silhouette.slope().removed(LabPicture.of(image));
    this.backdrop = silhouette.backdrop().color();
    // The outermost pixels are mixed with the backdrop.
    this.kept = fine(silhouette).opened(1).eroded(1);
  }

  /**
   * Whether the product can be cut out of a picture, by its pixels alone.
   *
   * @param silhouette what would be cut out, to be compared with the boxes that a captioner finds
   *     later; null if it is not sure
   */
  public record Prospect(Separation separation, @Nullable PackedSilhouette silhouette) {}

  /**
   * {@return whether the product can be cut out} A captioner's boxes may make it unsure; they never
   * make it sure.
   *
   * @param image of any size and type
   */
  public static Prospect prospect(BufferedImage image) {
    Silhouette found = Silhouette.of(image, null);
    Separation separation = found.separation();
    return new Prospect(
        separation, separation.isSure() ? PackedSilhouette.of(found.product()) : null);
  }

  /**
   * @param image of any type, at least as large as the picture that {@link #prospect} was asked of
   * @param boxes where a captioner sees products; null if it saw none, or did not look
   * @throws ProductUnsureException if the product cannot be told from its background, or if pixels
   *     and boxes do not agree on it
   */
  public static Cutout of(BufferedImage image, @Nullable DetectedBoxes boxes) {
    Silhouette silhouette = Silhouette.of(image, boxes);
    if (!silhouette.separation().isSure()) {
      throw new ProductUnsureException(silhouette.separation());
    }
    return new Cutout(image, silhouette);
  }

  /** {@return whether a pixel is the product's, and kept} */
  public boolean isKept(int x, int y) {
    return kept.set()[y * width + x];
  }

  /**
   * {@return the product before another background, INT_RGB}
   *
   * @param background of the picture's size
   */
  public BufferedImage pastedOnto(BufferedImage background) {
    if (background.getWidth() != width || background.getHeight() != height) {
      throw new IllegalArgumentException("the background has another size");
    }
    int[] other = Pixels.of(background);
    int[] distances = new int[pixels.length];
    int[] nearest = nearestKept(distances);
    BufferedImage composed = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] result = Pixels.of(composed);
    for (int i = 0; i < result.length; i++) {
      result[i] =
          kept.set()[i]
              ? pixels[i] & 0xffffff
              : distances[i] == 0
                  ? other[i] & 0xffffff
                  : mixed(pixels[nearest[i]], other[i], share(i, nearest[i], distances[i]));
    }
    return composed;
  }

  /** {@return the share of the product's color in a pixel of the edge} */
  private double share(int i, int product, int distance) {
    double contrast = picture.distance(product, backdrop);
    double seen = contrast == 0 ? 0 : picture.distance(i, backdrop) / contrast;
    return Math.min(MOST[distance], seen);
  }

  /**
   * {@return the silhouette's pixels, in the picture's own size} The picture decides near the
   * silhouette's edge, where a pixel of the silhouette is several of the picture.
   */
  private Mask fine(Silhouette silhouette) {
    Mask coarse = silhouette.product();
    Mask inner = coarse.eroded(1);
    Mask outer = coarse.dilated(1).without(silhouette.shadow());
    boolean[] fine = new boolean[pixels.length];
    for (int i = 0; i < fine.length; i++) {
      int x = i % width * coarse.width() / width;
      int y = i / width * coarse.height() / height;
      int at = y * coarse.width() + x;
      fine[i] =
          inner.set()[at]
              || outer.set()[at]
                  && picture.distance(i, backdrop)
                      >= (coarse.set()[at] ? silhouette.depth() : CLEARLY_OUTSIDE);
    }
    return new Mask(width, height, fine);
  }

  /**
   * Finds the edge: pixels at most {@value #EDGE} steps from the kept set.
   *
   * @param distances filled with the number of steps; 0 where it is larger
   * @return by pixel of the edge, the kept pixel from which it was reached
   */
  private int[] nearestKept(int[] distances) {
    int[] nearest = new int[pixels.length];
    Arrays.fill(nearest, -1);
    int[] queue = new int[pixels.length];
    int count = 0;
    for (int i = 0; i < pixels.length; i++) {
      if (kept.set()[i]) {
        nearest[i] = i;
        if (kept.isEdge(i)) {
          queue[count++] = i;
        }
      }
    }
    for (int next = 0; next < count && distances[queue[next]] < EDGE; next++) {
      int i = queue[next];
      for (int side = 0; side < 4; side++) {
        int to = Region.neighbor(i, side, width, pixels.length);
        if (nearest[to] < 0) {
          nearest[to] = nearest[i];
          distances[to] = distances[i] + 1;
          queue[count++] = to;
        }
      }
    }
    return nearest;
  }

  private static int mixed(int product, int background, double share) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      double value = share * (product >> shift & 0xff) + (1 - share) * (background >> shift & 0xff);
      mixed |= (int) Math.round(value) << shift;
    }
    return mixed;
  }
}
