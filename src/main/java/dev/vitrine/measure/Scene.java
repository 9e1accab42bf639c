package dev.vitrine.measure;

import dev.vitrine.measure.Clusters.Cluster;
import java.util.stream.IntStream;

/**
 * The product in a scene: what is in the middle of the picture, without the colors that its sides
 * and its top have as well.
 */
final class Scene {
  /** Half axes of the ellipse that is the middle, as parts of the width and the height. */
  private static final double MIDDLE = 0.35;

  /**
   * Breadth of the strips left, right and above, as parts of the width and the height. There is
   * none below, where a person who wears the product stands.
   */
  private static final double SURROUNDINGS = 0.12;

  /**
   * A color is the product's if its share of the middle is more than this many times its share of
   * the surroundings.
   */
  private static final double TYPICAL = 1.25;

  /** If less than this part of the middle has the product's colors, all of the middle counts. */
  private static final double LEAST = 0.2;

  private Scene() {}

  /** {@return the product's pixels; the middle where it cannot be told from its surroundings} */
  static Mask product(LabPicture picture, int[] sample) {
    Mask middle = Mask.ellipse(picture.width(), picture.height(), MIDDLE);
    float[][] colors =
        Clusters.of(picture, sample).stream().map(Cluster::weighted).toArray(float[][]::new);
    int[] inside = counts(picture, colors, middle.pixels());
    int[] around = counts(picture, colors, surroundings(picture));
    double all = IntStream.of(inside).sum();
    double ring = IntStream.of(around).sum();
    boolean[] product = new boolean[picture.pixels()];
    int left = 0;
    for (int pixel : middle.pixels()) {
      int color = picture.nearest(pixel, colors);
      if (inside[color] / all > TYPICAL * around[color] / ring) {
        product[pixel] = true;
        left++;
      }
    }
    return left >= LEAST * all ? new Mask(picture.width(), picture.height(), product) : middle;
  }

  private static int[] surroundings(LabPicture picture) {
    int w = picture.width();
    double across = SURROUNDINGS * w;
    double down = SURROUNDINGS * picture.height();
    return IntStream.range(0, picture.pixels())
        .filter(i -> i % w < across || i % w >= w - across || i / w < down)
        .toArray();
  }

  private static int[] counts(LabPicture picture, float[][] colors, int[] pixels) {
    int[] counts = new int[colors.length];
    for (int pixel : pixels) {
      counts[picture.nearest(pixel, colors)]++;
    }
    return counts;
  }
}
