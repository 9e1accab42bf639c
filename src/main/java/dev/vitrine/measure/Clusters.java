package dev.vitrine.measure;

import dev.vitrine.decode.Lab;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Groups of similar pixels: k-means in weighted Lab. The same pixels give the same groups. */
final class Clusters {
  private static final int COUNT = 5;
  private static final int ROUNDS = 20;
  private static final long SEED = 1;

  /**
   * @param color mean of its pixels
   * @param share of all the pixels
   */
  record Cluster(Lab color, double share) {
    /** {@return the color as a {@link LabPicture} has it} */
    float[] weighted() {
      return new float[] {
        (float) (LabPicture.LIGHTNESS_WEIGHT * color.l()), (float) color.a(), (float) color.b()
      };
    }
  }

  private final LabPicture picture;
  private final int[] pixels;
  private final float[][] centers = new float[COUNT][];
  private final int[] sizes = new int[COUNT];

  private Clusters(LabPicture picture, int[] pixels) {
    this.picture = picture;
    this.pixels = pixels;
  }

  /**
   * @param pixels at least one
   * @return at most five, none empty
   */
  static List<Cluster> of(LabPicture picture, int[] pixels) {
    Clusters clusters = new Clusters(picture, pixels);
    clusters.start();
    boolean moves = true;
    for (int round = 0; moves && round < ROUNDS; round++) {
      moves = clusters.move();
    }
    return clusters.result();
  }

  /** k-means++: a pixel becomes a center the likelier, the farther it is from those there are. */
  private void start() {
    Random random = new Random(SEED);
    double[] squared = new double[pixels.length];
    Arrays.fill(squared, Double.MAX_VALUE);
    int next = random.nextInt(pixels.length);
    for (int c = 0; c < COUNT; c++) {
      centers[c] = picture.at(pixels[next]);
      double sum = 0;
      for (int i = 0; i < pixels.length; i++) {
        double distance = picture.distance(pixels[i], centers[c]);
        squared[i] = Math.min(squared[i], distance * distance);
        sum += squared[i];
      }
      double rest = random.nextDouble() * sum;
      for (next = 0; next < pixels.length - 1 && rest >= squared[next]; next++) {
        rest -= squared[next];
      }
    }
  }

  private boolean move() {
    double[][] sums = new double[COUNT][3];
    Arrays.fill(sizes, 0);
    for (int pixel : pixels) {
      int nearest = picture.nearest(pixel, centers);
      double[] sum = sums[nearest];
      sizes[nearest]++;
      sum[0] += picture.l(pixel);
      sum[1] += picture.a(pixel);
      sum[2] += picture.b(pixel);
    }
    boolean moved = false;
    for (int c = 0; c < COUNT; c++) {
      for (int i = 0; i < 3 && sizes[c] > 0; i++) {
        float mean = (float) (sums[c][i] / sizes[c]);
        moved |= Math.abs(mean - centers[c][i]) > 0.05;
        centers[c][i] = mean;
      }
    }
    return moved;
  }

  private List<Cluster> result() {
    List<Cluster> result = new ArrayList<>();
    for (int c = 0; c < COUNT; c++) {
      if (sizes[c] > 0) {
        result.add(
            new Cluster(LabPicture.unweighted(centers[c]), (double) sizes[c] / pixels.length));
      }
    }
    return result;
  }
}
