package dev.vitrine.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ZeroShotScorerTest {
  /** Two classes; the label mug is the first, car the second, thing is neither. */
  private static final float[] FIT = {
    0.95f, 0.10f, 0.50f, //
    0.10f, 0.95f, 0.50f
  };

  private final ZeroShotScorer scorer = new ZeroShotScorer(List.of("mug", "car", "thing"), FIT);

  private static Recognition seeing(float mug, float car) {
    return new Recognition(new float[] {mug, car});
  }

  private static double sum(List<Prediction> predictions) {
    return predictions.stream().mapToDouble(Prediction::score).sum();
  }

  @Test
  void givesALabelTheProbabilityOfTheClassesItFits() {
    List<Prediction> ranked = scorer.confidences(seeing(0.8f, 0.2f));

    double trustInAName = 1 / (1 + Math.exp(-(0.95 - 0.65) / 0.07));
    assertThat(ranked).extracting(Prediction::label).containsExactly("mug", "car", "thing");
    assertThat(ranked.get(0).score()).isCloseTo(0.8 * trustInAName, within(1e-3));
  }

  @Test
  void givesTheSameConfidenceWhateverOtherLabelsThereAre() {
    var alone = new ZeroShotScorer(List.of("mug"), new float[] {0.95f, 0.10f});

    assertThat(alone.confidences(seeing(0.6f, 0.4f)).get(0))
        .isEqualTo(scorer.confidences(seeing(0.6f, 0.4f)).get(0));
  }

  @Test
  void maySayThatNothingFits() {
    var stranger = new ZeroShotScorer(List.of("teapot"), new float[] {0.3f, 0.3f});

    assertThat(stranger.confidences(seeing(1, 0)).get(0).score()).isLessThan(0.01);
    assertThat(stranger.competing(seeing(1, 0)).get(0).score()).isLessThan(0.05);
  }

  @Test
  void leavesWhatNoLabelFitsToNobodyWhenTheyCompete() {
    List<Prediction> ranked = scorer.competing(seeing(0.3f, 0.7f));

    assertThat(ranked.get(0).label()).isEqualTo("car");
    assertThat(sum(ranked)).isCloseTo(1 / (1 + Math.exp(-(0.95 - 0.55) / 0.07)), within(1e-6));
  }

  @Test
  void sharesAClassAmongItsNearestLabels() {
    // What is called a folding chair may be any chair.
    var chairs =
        new ZeroShotScorer(List.of("folding", "dining", "car"), new float[] {0.9f, 0.8f, 0.1f});

    List<Prediction> ranked = chairs.competing(new Recognition(new float[] {1}));

    assertThat(ranked.get(0).score() / ranked.get(1).score()).isCloseTo(Math.E, within(1e-3));
    assertThat(ranked.get(2).score()).isLessThan(0.001);
  }

  @Test
  void keepsTheSetsOrderBetweenEqualLabels() {
    var twins = new ZeroShotScorer(List.of("b", "a"), new float[] {0.9f, 0.9f});
    var seen = new Recognition(new float[] {1});

    assertThat(twins.confidences(seen)).extracting(Prediction::label).containsExactly("b", "a");
  }
}
