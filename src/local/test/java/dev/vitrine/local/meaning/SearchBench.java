package dev.vitrine.local.meaning;

import dev.vitrine.image.ImageId;
import dev.vitrine.meaning.MeaningIndex.Near;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The 24 nearest of many embeddings: by {@link VectorFile}, and by two loops over arrays of float32
 * in the heap. Fails if the file does not find what the plain loop finds.
 */
public final class SearchBench {
  private static final int MOST = 24;
  private static final int WARM_UP = 10;
  private static final int SEARCHES = 40;

  private final Random random = new Random(14);
  private final int dimensions;

  private SearchBench(int dimensions) {
    this.dimensions = dimensions;
  }

  /** Prints a row for each number of pictures. */
  public static void main(String[] arguments) throws IOException {
    System.out.println(
        "| pictures | numbers of each | file p50, p99 ms | plain loop p50 ms | four"
            + " sums p50 ms | plain / file | four sums / file | file MB | arrays MB |");
    System.out.println("|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for (int dimensions : new int[] {512, 768}) {
      for (int pictures : new int[] {1_000, 10_000, 100_000}) {
        new SearchBench(dimensions).measure(pictures);
      }
    }
  }

  private void measure(int pictures) throws IOException {
    Path path = Files.createTempFile("search-bench", ".f16");
    float[][] rows = new float[pictures][];
    try (DotProducts products = new DotProducts();
        VectorFile file = VectorFile.create(path, dimensions)) {
      for (int row = 0; row < pictures; row++) {
        FileVector vector = vector();
        rows[row] = Vectors.rounded(vector).numbers();
        file.put(id(row), vector);
      }
      List<FileVector> questions =
          IntStream.range(0, WARM_UP + SEARCHES).mapToObj(i -> vector()).toList();
      double[] mapped =
          times(
              questions,
              to -> file.nearest(products, to, MOST).stream().map(Near::imageId).toList(),
              null);
      List<List<ImageId>> truth = new ArrayList<>();
      double[] plain = times(questions, to -> naive(rows, to.numbers(), SearchBench::plain), truth);
      double[] sums =
          times(questions, to -> naive(rows, to.numbers(), SearchBench::fourSums), null);
      for (int i = 0; i < questions.size(); i++) {
        requireSame(file.nearest(products, questions.get(i), MOST), truth.get(i));
      }
      System.out.printf(
          "| %,d | %d | %.2f, %.2f | %.2f | %.2f | %.1f | %.1f | %.0f | %.0f |%n",
          pictures,
          dimensions,
          at(mapped, 0.5),
          at(mapped, 0.99),
          at(plain, 0.5),
          at(sums, 0.5),
          at(plain, 0.5) / at(mapped, 0.5),
          at(sums, 0.5) / at(mapped, 0.5),
          Files.size(path) / 1e6,
          4e-6 * pictures * dimensions);
    } finally {
      Files.delete(path);
    }
  }

  private static void requireSame(List<Near> found, List<ImageId> expected) {
    List<ImageId> ids = found.stream().map(Near::imageId).toList();
    if (!ids.equals(expected)) {
      throw new IllegalStateException("the file finds " + ids + ", the plain loop " + expected);
    }
  }

  private static double[] times(
      List<FileVector> questions,
      Function<FileVector, List<ImageId>> search,
      @Nullable List<List<ImageId>> answers) {
    double[] times = new double[SEARCHES];
    for (int i = 0; i < questions.size(); i++) {
      long start = System.nanoTime();
      List<ImageId> found = search.apply(questions.get(i));
      if (i >= WARM_UP) {
        times[i - WARM_UP] = (System.nanoTime() - start) / 1e6;
      }
      if (answers != null) {
        answers.add(found);
      }
    }
    Arrays.sort(times);
    return times;
  }

  private static double at(double[] sorted, double quantile) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))];
  }

  private interface Product {
    float of(float[] a, float[] b);
  }

  private record Found(int row, float product) {}

  private static List<ImageId> naive(float[][] rows, float[] to, Product product) {
    PriorityQueue<Found> best = new PriorityQueue<>(Comparator.comparingDouble(Found::product));
    for (int row = 0; row < rows.length; row++) {
      float found = product.of(rows[row], to);
      if (best.size() < MOST || found > best.element().product()) {
        best.add(new Found(row, found));
        if (best.size() > MOST) {
          best.remove();
        }
      }
    }
    return best.stream()
        .sorted(Comparator.comparingDouble(Found::product).reversed())
        .map(one -> id(one.row()))
        .toList();
  }

  private static float plain(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static float fourSums(float[] a, float[] b) {
    float s = 0;
    float t = 0;
    float u = 0;
    float v = 0;
    for (int i = 0; i < a.length; i += 4) {
      s += a[i] * b[i];
      t += a[i + 1] * b[i + 1];
      u += a[i + 2] * b[i + 2];
      v += a[i + 3] * b[i + 3];
    }
    return s + t + u + v;
  }

  private static ImageId id(int row) {
    return ImageId.of("bench", Integer.toString(row));
  }

  private FileVector vector() {
    float[] numbers = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return Vectors.unit(numbers);
  }
}
