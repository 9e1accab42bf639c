package dev.vitrine.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped vocabulary, as the stand-in reads it. */
class RetailVocabularyTest {
  private static final List<String> LABELS = new ArrayList<>();
  private static JsonNode file;

  @BeforeAll
  static void read() throws IOException {
    file = Answer.JSON.readTree(OnnxRuntime.resource("/vocabulary/retail.json"));
    for (JsonNode department : file.get("departments")) {
      department.get("labels").forEach(label -> LABELS.add(label.asText()));
    }
  }

  @Test
  void hasTwentyDepartmentsOfDistinctLowerCaseLabels() {
    assertThat(file.get("departments")).hasSize(20);
    assertThat(LABELS).doesNotHaveDuplicates().hasSizeBetween(300, 500);
    assertThat(LABELS).allMatch(label -> label.equals(label.toLowerCase(Locale.ROOT).strip()));
  }

  @Test
  void isALabelSetThatAnEndpointTakes() {
    assertThat(LabelSet.of(LABELS).labels()).isEqualTo(LABELS);
    assertThat(file.at("/templates/0").asText()).isEqualTo(LabelSet.DEFAULT_TEMPLATES.get(0));
  }

  @Test
  void hasThresholdsForTheStandInUnderItsPresentName() {
    JsonNode thresholds = file.at("/thresholds/0");

    assertThat(thresholds.get("model").asText()).isEqualTo(ModelName.CLIP);
    assertThat(thresholds.get("accept").asDouble())
        .isGreaterThan(thresholds.get("suggest").asDouble());
  }

  @Test
  void letsTheModelSayAMugOrAShoeByAtLeastOneLabel() {
    ClassWords words = new ClassWords(ImageNetClass.all());
    float[][] vectors;
    try (var encoder = new SentenceEncoder()) {
      vectors = encoder.encode(LABELS);
    }
    var reached = new boolean[1000];
    for (int l = 0; l < vectors.length; l++) {
      float[] fit = words.fit(LABELS.get(l), vectors[l]);
      for (int c = 0; c < fit.length; c++) {
        reached[c] |= fit[c] > 0.7f;
      }
    }
    List<ImageNetClass> classes = ImageNetClass.all();
    assertThat(List.of("coffee mug", "running shoe", "backpack", "table lamp", "teddy", "jersey"))
        .allMatch(name -> classes.stream().anyMatch(c -> c.name().equals(name) && reached[c.i()]));
  }

  /**
   * When this fails, copy the .columns file of a first start's VITRINE_HOME/models over the old.
   */
  @Test
  void comesWithWhatAFirstStartWouldLearnOfIt(@TempDir Path empty) {
    Recognition seen = new Recognition(new float[1000]);
    seen.probabilities()[504] = 1; // a coffee mug
    ZeroShotScorer shipped = new LabelSets(empty).find(LabelSet.of(LABELS).name()).orElseThrow();
    LabelSet some = LabelSet.of(List.of("coffee mug", "cup", "teapot", "sofa"));

    Map<String, Double> scores = new HashMap<>();
    shipped.confidences(seen).forEach(one -> scores.put(one.label(), one.score()));

    for (Prediction learnt : new LabelSets(empty).learn(some).confidences(seen)) {
      assertThat(scores.get(learnt.label())).isCloseTo(learnt.score(), within(0.002));
    }
  }
}
