package dev.vitrine.local.meaning;

import ai.onnxruntime.platform.Fp16Conversions;
import dev.vitrine.tag.Embedding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** Embeddings that tests plant. */
public final class Vectors {
  private Vectors() {}

  /** {@return an embedding of any length, as a model gives it} */
  public static Embedding embedding(String model, float... numbers) {
    return new Embedding(model, base64(numbers));
  }

  private static String base64(float... numbers) {
    ByteBuffer halves =
        ByteBuffer.allocate(Short.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      halves.putShort(Fp16Conversions.floatToFp16(number));
    }
    return Base64.getEncoder().encodeToString(halves.array());
  }

  static FileVector unit(float[] numbers) {
    return FileVector.of(base64(numbers)).orElseThrow();
  }

  /** {@return the vector as a file keeps it} */
  static FileVector rounded(FileVector vector) {
    float[] numbers = new float[vector.length()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Fp16Conversions.fp16ToFloat(Fp16Conversions.floatToFp16(vector.numbers()[i]));
    }
    return new FileVector(numbers);
  }

  static double product(FileVector a, FileVector b) {
    double sum = 0;
    for (int i = 0; i < a.length(); i++) {
      sum += (double) a.numbers()[i] * b.numbers()[i];
    }
    return sum;
  }
}
