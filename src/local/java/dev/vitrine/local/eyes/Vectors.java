package dev.vitrine.local.eyes;

import ai.onnxruntime.platform.Fp16Conversions;
import dev.vitrine.local.model.EndpointError;
import dev.vitrine.local.model.EndpointException;
import dev.vitrine.local.model.Invocation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** Embeddings: rows of numbers of length 1. */
final class Vectors {
  private Vectors() {}

  /** Brings a vector to length 1; one of zeros, or not of numbers, stays as it is. */
  static void normalize(float[] vector) {
    double square = 0;
    for (float number : vector) {
      square += (double) number * number;
    }
    double length = Math.sqrt(square);
    if (length > 0 && Double.isFinite(length)) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) (vector[i] / length);
      }
    }
  }

  static boolean isUnit(float[] vector) {
    double square = 0;
    for (float number : vector) {
      square += (double) number * number;
    }
    return Math.abs(square - 1) < 1e-3; // not when it is not a number
  }

  /** {@return the cosine of the vector and the row of a matrix that begins at {@code from}} */
  static double cosine(float[] vector, float[] rows, int from) {
    // Four sums: the processor adds them side by side.
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 3 < vector.length; i += 4) {
      a += vector[i] * rows[from + i];
      b += vector[i + 1] * rows[from + i + 1];
      c += vector[i + 2] * rows[from + i + 2];
      d += vector[i + 3] * rows[from + i + 3];
    }
    for (; i < vector.length; i++) {
      a += vector[i] * rows[from + i];
    }
    return (double) a + b + c + d;
  }

  /** {@return base64 of little-endian float16} */
  static String toBase64(float[] vector) {
    ByteBuffer half =
        ByteBuffer.allocate(Short.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : vector) {
      half.putShort(Fp16Conversions.floatToFp16(number));
    }
    return Base64.getEncoder().encodeToString(half.array());
  }

  /**
   * {@return the vector, brought to length 1}
   *
   * @throws EndpointException INVALID_IMAGE when it has another number of numbers, or no direction
   */
  static float[] ofBase64(String base64, int dimensions) {
    ByteBuffer half =
        ByteBuffer.wrap(Invocation.base64("embedding_of_image", base64))
            .order(ByteOrder.LITTLE_ENDIAN);
    float[] vector = new float[dimensions];
    if (half.remaining() == Short.BYTES * dimensions) {
      for (int i = 0; i < dimensions; i++) {
        vector[i] = Fp16Conversions.fp16ToFloat(half.getShort());
      }
      normalize(vector);
    }
    if (!isUnit(vector)) {
      throw new EndpointException(
          EndpointError.INVALID_IMAGE, "embedding_of_image is no embedding of this model.");
    }
    return vector;
  }
}
