package dev.vitrine.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClassWordsTest {
  private static final List<String> LABELS =
      List.of("coffee mug", "t-shirt", "footwear", "acoustic guitar", "clothes iron", "cat");
  private static final Map<String, float[]> FIT = new HashMap<>();
  private static List<ImageNetClass> classes;
  private static ClassVectors stored;
  private static float[][] vectors;

  @BeforeAll
  static void fitLabels() {
    classes = ImageNetClass.all();
    stored = ClassVectors.load(classes);
    try (var encoder = new SentenceEncoder()) {
      vectors = encoder.encode(LABELS);
    }
    var words = new ClassWords(classes);
    for (int l = 0; l < vectors.length; l++) {
      FIT.put(LABELS.get(l), words.fit(LABELS.get(l), vectors[l]));
    }
  }

  private static ImageNetClass named(String name) {
    return classes.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  private static float fit(String label, String className) {
    return FIT.get(label)[named(className).i()];
  }

  @Test
  void weighsTheNameTheDefinitionAndTheRelations() {
    ImageNetClass mug = named("coffee mug");
    float[] cosine = stored.cosines(vectors[0]);

    // By the letter: 1. (s + gloss + 0.5 ctx) / 2.5
    double expected =
        (1 + cosine[stored.indexOf(mug.definition())] + 0.5 * cosine[stored.indexOf(mug.context())])
            / 2.5;
    assertThat((double) fit("coffee mug", "coffee mug")).isCloseTo(expected, within(1e-3));
  }

  @Test
  void knowsAWordForTheKindThatAThingIs() {
    assertThat(fit("footwear", "running shoe")).isGreaterThan(0.65f);
    assertThat(fit("cat", "tabby")).isGreaterThan(0.65f);
    assertThat(fit("t-shirt", "jersey")).isGreaterThan(0.65f);
  }

  @Test
  void stretchesAWordThatWordNetDoesNotListToWhatItMeans() {
    assertThat(fit("clothes iron", "iron")).isGreaterThan(0.65f);
  }

  @Test
  void doesNotStretchTheNameOfOneClassToAnother() {
    assertThat(fit("acoustic guitar", "acoustic guitar")).isGreaterThan(0.7f);
    assertThat(fit("acoustic guitar", "electric guitar")).isEqualTo(0.57f);
    assertThat(fit("coffee mug", "coffeepot")).isLessThanOrEqualTo(0.57f);
  }
}
