package dev.vitrine.local.meaning;

import ai.onnxruntime.platform.Fp16Conversions;
import dev.vitrine.meaning.EmbeddingNumbers;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An embedding of length 1, as a {@link VectorFile} keeps it and compares with it.
 *
 * @param numbers as many as the model gives
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record FileVector(float[] numbers) {
  private static final int MOST_NUMBERS = 8192;

  /**
   * {@return the vector of an embedding; empty if it is none, as {@link EmbeddingNumbers} says}
   *
   * @param base64 as {@link dev.vitrine.tag.Embedding#vector}
   */
  static Optional<FileVector> of(String base64) {
    return EmbeddingNumbers.ofLengthOne(base64, MOST_NUMBERS).map(FileVector::new);
  }

  int length() {
    return numbers.length;
  }

  /** {@return the dot product with the numbers of float16 that come next in the buffer} */
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
