package dev.vitrine.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SentenceEncoderTest {
  private static SentenceEncoder encoder;

  @BeforeAll
  static void open() {
    encoder = new SentenceEncoder();
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  private static double cosine(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  @Test
  void putsWordsOfLikeMeaningNearerThanOthers() {
    float[][] v = encoder.encode(List.of("coffee mug", "cup of coffee", "sports car"));

    assertThat(cosine(v[0], v[1])).isGreaterThan(0.6);
    assertThat(cosine(v[0], v[2])).isLessThan(0.3);
  }

  @Test
  void givesATextTheSameVectorAloneAndAmongLongerOnes() {
    float[] alone = encoder.encode(List.of("teapot"))[0];
    float[] among =
        encoder.encode(List.of("a very long description of many things", "teapot", "lamp"))[1];

    assertThat(cosine(alone, alone)).isCloseTo(1, within(1e-5));
    assertThat(cosine(alone, among)).isCloseTo(1, within(1e-5));
  }

  @Test
  void agreesWithTheVectorsComputedBeforehand() {
    ClassVectors stored = ClassVectors.load(ImageNetClass.all());

    float[] cosines = stored.cosines(encoder.encode(List.of("coffee mug"))[0]);

    assertThat(cosines[stored.indexOf("coffee mug")]).isCloseTo(1f, within(1e-3f));
    assertThat(cosines[stored.indexOf("espresso")]).isBetween(0.3f, 0.7f);
  }
}
