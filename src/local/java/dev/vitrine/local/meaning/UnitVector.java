package dev.vitrine.local.meaning;

import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Optional;

/**
 * An embedding that was brought to length 1, so that products with it are cosines.
 *
 * @param numbers as many as the model gives
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record UnitVector(float[] numbers) {
  private static final int MOST_NUMBERS = 8192;

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
    float[] numbers = new float[bytes.length / Short.BYTES];
    double square = 0;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Fp16Conversions.fp16ToFloat(halves.getShort());
      square += (double) numbers[i] * numbers[i];
    }
    if (!(square > 0 && Double.isFinite(square))) {
      return Optional.empty();
    }
    double length = Math.sqrt(square);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (numbers[i] / length);
    }
    return Optional.of(new UnitVector(numbers));
  }

  int length() {
    return numbers.length;
  }

  /** {@return the product with as many numbers of float16 from where the buffer stands} */
  float product(ByteBuffer with) {
    double sum = 0;
    for (float number : numbers) {
      sum += (double) number * Fp16Conversions.fp16ToFloat(with.getShort());
    }
    return (float) sum;
  }

  /** Writes the numbers as float16 where the buffer stands. */
  void write(ByteBuffer to) {
    for (float number : numbers) {
      to.putShort(Fp16Conversions.floatToFp16(number));
    }
  }
}
