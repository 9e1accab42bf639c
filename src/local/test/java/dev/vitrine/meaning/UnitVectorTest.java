package dev.vitrine.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import ai.onnxruntime.platform.Fp16Conversions;
import dev.vitrine.local.meaning.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares with ONNX Runtime's float16, which local mode reads with. */
class UnitVectorTest {
  @Test
  void everyNumberOfFloat16IsRead() {
    for (int bits = 0; bits <= 0xffff; bits++) {
      float number = Fp16Conversions.fp16ToFloat((short) bits);
      var read = UnitVector.of(Vectors.embedding("eyes", number, 0).vector());
      if (number == 0 || !Float.isFinite(number)) {
        assertThat(read).isEmpty();
      } else {
        assertThat(read.orElseThrow().numbers()).containsExactly(Math.signum(number), 0f);
      }
      float one = Fp16Conversions.fp16ToFloat((short) (bits & 0x7fff));
      if (Float.isFinite(one)) {
        List<Float> both =
            UnitVector.of(Vectors.embedding("eyes", one, 1).vector()).orElseThrow().numbers();
        assertThat(both.get(0) / both.get(1)).isCloseTo(one, withPercentage(0.001));
      }
    }
  }

  @Test
  void aVectorIsBroughtToLengthOneAndComparedByTheCosine() {
    UnitVector vector = UnitVector.of(Vectors.embedding("eyes", 3, -4).vector()).orElseThrow();

    assertThat(vector.numbers()).containsExactly(0.6f, -0.8f);
    assertThat(vector.cosine(List.of(0.6f, -0.8f))).isEqualTo(1);
    assertThat(vector.cosine(List.of(0f, 1f))).isEqualTo((double) -0.8f);
  }

  @Test
  void whatIsNoEmbeddingHasNoVector() {
    assertThat(UnitVector.of("")).isEmpty();
    assertThat(UnitVector.of("no base64")).isEmpty();
    assertThat(UnitVector.of("AAA")).isEmpty();
    assertThat(UnitVector.of(Vectors.embedding("eyes", new float[4097]).vector())).isEmpty();
    assertThat(UnitVector.of(Vectors.embedding("eyes", Float.NaN, 1).vector())).isEmpty();
  }
}
