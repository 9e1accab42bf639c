package dev.vitrine.meaning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An embedding that was brought to length 1, so that products with it are cosines.
 *
 * @param numbers as many as the model gives, in [1, {@value #MOST_NUMBERS}]
 */
record UnitVector(List<Float> numbers) {
  /** Most that S3 Vectors takes. */
  static final int MOST_NUMBERS = 4096;

  UnitVector {
    numbers = List.copyOf(numbers);
  }

  /**
   * {@return the vector of an embedding; empty if it is none, as {@link EmbeddingNumbers} says}
   *
   * @param base64 as {@link dev.vitrine.tag.Embedding#vector}
   */
  static Optional<UnitVector> of(String base64) {
    return EmbeddingNumbers.ofLengthOne(base64, MOST_NUMBERS)
        .map(numbers -> new UnitVector(listed(numbers)));
  }

  private static List<Float> listed(float[] numbers) {
    List<Float> all = new ArrayList<>(numbers.length);
    for (float number : numbers) {
      all.add(number);
    }
    return all;
  }

  /**
   * {@return the cosine of this and another vector}
   *
   * @param other of length 1 or nearly, and as many numbers
   */
  double cosine(List<Float> other) {
    return Math.max(-1, Math.min(1, product(numbers, other)));
  }

  private static double product(List<Float> a, List<Float> b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += (double) a.get(i) * b.get(i);
    }
    return sum;
  }
}
