package dev.vitrine.local.model;

import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * The network's answer for a picture.
 *
 * @param probabilities of the 1000 ImageNet classes, summing to 1
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Recognition(float[] probabilities) {
  /** Probability of a class that is nearly impossible: float16 has no smaller normal number. */
  private static final float LEAST = 6.2e-5f;

  /**
   * {@return the embedding, from which any labels can be scored: base64 of the square roots of the
   * probabilities, as little-endian float16, a vector of length 1} A square root keeps more of the
   * small ones.
   */
  String embedding() {
    ByteBuffer half =
        ByteBuffer.allocate(Short.BYTES * probabilities.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float probability : probabilities) {
      float root = (float) Math.sqrt(probability);
      half.putShort(Fp16Conversions.floatToFp16(root < LEAST ? 0 : root));
    }
    return Base64.getEncoder().encodeToString(half.array());
  }

  /**
   * {@return the probabilities of an {@link #embedding}}
   *
   * @throws EndpointException INVALID_IMAGE when it is no such vector
   */
  static Recognition ofEmbedding(String base64, int classes) {
    ByteBuffer half =
        ByteBuffer.wrap(Invocation.base64("embedding_of_image", base64))
            .order(ByteOrder.LITTLE_ENDIAN);
    float[] probabilities = new float[classes];
    double sum = 0;
    if (half.remaining() == Short.BYTES * classes) {
      for (int i = 0; i < classes; i++) {
        float root = Fp16Conversions.fp16ToFloat(half.getShort());
        probabilities[i] = root * root;
        sum += probabilities[i];
      }
    }
    if (!(Math.abs(sum - 1) < 0.1)) { // also when it is not a number
      throw new EndpointException(
          EndpointError.INVALID_IMAGE, "embedding_of_image is no embedding of this model.");
    }
    for (int i = 0; i < classes; i++) {
      probabilities[i] /= (float) sum;
    }
    return new Recognition(probabilities);
  }
}
