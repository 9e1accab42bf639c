package dev.vitrine.meaning;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Optional;

/** Reads embeddings: float16, little-endian, in base64. */
public final class EmbeddingNumbers {
  private EmbeddingNumbers() {}

  /**
   * {@return the numbers of an embedding, brought to length 1; empty if it is none: not base64 of
   * float16, too long, infinite, or without a direction}
   *
   * @param base64 as {@link dev.vitrine.tag.Embedding#vector}
   * @param most numbers at most
   */
  public static Optional<float[]> ofLengthOne(String base64, int most) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length % Short.BYTES != 0 || bytes.length > Short.BYTES * most) {
      return Optional.empty();
    }
    ByteBuffer halves = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    float[] numbers = new float[bytes.length / Short.BYTES];
    double square = 0;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(halves.getShort());
      square += (double) numbers[i] * numbers[i];
    }
    if (!(square > 0 && Double.isFinite(square))) {
      return Optional.empty();
    }
    double length = Math.sqrt(square);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (numbers[i] / length);
    }
    return Optional.of(numbers);
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
