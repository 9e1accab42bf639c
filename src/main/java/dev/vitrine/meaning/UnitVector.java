package dev.vitrine.meaning;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
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
   * {@return the vector of an embedding; empty if it is none: not base64 of float16, too long,
   * infinite, or without a direction}
   *
   * @param base64 as {@link dev.vitrine.tag.Embedding#vector}
   */
  static Optional<UnitVector> of(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length % Short.BYTES != 0 || bytes.length > Short.BYTES * MOST_NUMBERS) {
      return Optional.empty();
    }
    ByteBuffer halves = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<Float> numbers = new ArrayList<>(bytes.length / Short.BYTES);
    while (halves.hasRemaining()) {
      numbers.add(number(halves.getShort()));
    }
    return unit(numbers);
  }

  private static Optional<UnitVector> unit(List<Float> numbers) {
    double length = Math.sqrt(product(numbers, numbers));
    if (!(length > 0 && Double.isFinite(length))) {
      return Optional.empty();
    }
    return Optional.of(
        new UnitVector(numbers.stream().map(number -> (float) (number / length)).toList()));
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

  /**
   * {@return the number of a float16} Java has this from version 20 on; this runs on 17.
   *
   * @see <a href="https://en.wikipedia.org/wiki/Half-precision_floating-point_format">binary16</a>
   */
  private static float number(short half) {
    int exponent = half >> 10 & 0x1f;
    int fraction = half & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> Math.scalb((float) fraction, -24);
          case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb((float) (fraction | 0x400), exponent - 25);
        };
    return half < 0 ? -magnitude : magnitude;
  }
}
