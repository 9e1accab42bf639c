package dev.vitrine.tag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.tag.Tagger.ScoredLabel;
import dev.vitrine.tag.Tagger.Scores;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.Vocabulary;
import dev.vitrine.vocabulary.Vocabulary.Department;
import dev.vitrine.vocabulary.Vocabulary.Thresholds;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TagDecisionTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Vocabulary RETAIL =
      new Vocabulary(
          "retail",
          "1",
          List.of("a photo of {}"),
          List.of(
              new Department("Kitchen", List.of("mug", "teapot")),
              new Department("Shoes", List.of("sandal"))),
          List.of(new Thresholds("model", 0.5, 0.3)));

  private final TagDecision decision = new TagDecision(RETAIL, "execution-1", NOW);

  @Test
  void claimsWhatReachesTheThresholdAndSuggestsWhatIsLikely() {
    TagImageResult result =
        decision.of(
            new Scores(
                "model",
                List.of(
                    new ScoredLabel("mug", 0.5),
                    new ScoredLabel("teapot", 0.49),
                    new ScoredLabel("sandal", 0.29))));

    assertThat(result.tags())
        .containsExactly(
            new Tag(
                "mug",
                0.5,
                new Evidence(
                    Evidence.Source.MACHINE, "model", "retail@1", 0.5, 0.5, "execution-1", NOW)));
    assertThat(result.suggestions()).containsExactly(new Suggestion(null, "teapot", 0.49));
    assertThat(result.attributes().get("category").value()).isEqualTo("Kitchen");
  }

  @Test
  void saysNothingFoundWhenNoLabelPassesTheThreshold() {
    TagImageResult result = decision.of(new Scores("model", List.of(new ScoredLabel("mug", 0.2))));

    assertThat(result.tags()).isEmpty();
    assertThat(result.suggestions()).isEmpty();
    assertThat(result.attributes()).isEmpty();
  }

  @Test
  void claimsNothingForAModelThatWasNeverCalibrated() {
    TagImageResult result =
        decision.of(new Scores("another model", List.of(new ScoredLabel("mug", 0.99))));

    assertThat(result.tags()).isEmpty();
    assertThat(result.suggestions()).containsExactly(new Suggestion(null, "mug", 0.99));
  }
}
