package dev.vitrine.tools.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.tag.Ranking;
import dev.vitrine.tag.Tagger.ScoredLabel;
import dev.vitrine.vocabulary.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** On data made with a temperature that the fit is not told. */
class TemperatureFitTest {
  private static final List<Value> VALUES =
      List.of("a", "b", "c", "d").stream().map(Value::named).toList();

  private final Random random = new Random(7);

  @Test
  void findsHowOverconfidentCompetingScoresAre() {
    TemperatureFit fit = TemperatureFit.competing(competing(6000, 2.5, 0));

    assertThat(fit.temperature()).isCloseTo(2.5, within(0.15));
    assertThat(fit.loss()).isLessThan(fit.before());
  }

  @Test
  void findsHowTimidTheyAre() {
    assertThat(TemperatureFit.competing(competing(6000, 0.5, 0)).temperature())
        .isCloseTo(0.5, within(0.05));
  }

  @Test
  void findsItToWhereOftenNoValueFits() {
    assertThat(TemperatureFit.competing(competing(6000, 1.8, 1.5)).temperature())
        .isCloseTo(1.8, within(0.15));
  }

  @Test
  void findsItOfScoresThatStandEachByItself() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      List<ScoredLabel> scores = new ArrayList<>();
      Set<String> right = new HashSet<>();
      for (Value value : VALUES) {
        double said = 0.06 + 0.93 * random.nextDouble();
        scores.add(new ScoredLabel(value.name(), said));
        double yes = Math.pow(said, 1 / 1.7);
        if (random.nextDouble() < yes / (yes + Math.pow(1 - said, 1 / 1.7))) {
          right.add(value.name());
        }
      }
      examples.add(new Example(t -> Ranking.independent(VALUES, scores, t), right));
    }

    assertThat(TemperatureFit.independent(examples).temperature()).isCloseTo(1.7, within(0.1));
  }

  /**
   * @param none weight of "none of them" beside the values'
   */
  private List<Example> competing(int count, double temperature, double none) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] raw = new double[VALUES.size() + 1];
      for (int v = 0; v < raw.length; v++) {
        raw[v] = Math.exp(2 * random.nextGaussian()) * (v == VALUES.size() ? none : 1);
      }
      double sum = java.util.Arrays.stream(raw).sum();
      double[] said = java.util.Arrays.stream(raw).map(one -> one / sum).toArray();
      int truth =
          draw(java.util.Arrays.stream(said).map(p -> Math.pow(p, 1 / temperature)).toArray());
      List<ScoredLabel> scores = new ArrayList<>();
      for (int v = 0; v < VALUES.size(); v++) {
        scores.add(new ScoredLabel(VALUES.get(v).name(), said[v]));
      }
      Set<String> right = truth == VALUES.size() ? Set.of() : Set.of(VALUES.get(truth).name());
      examples.add(new Example(t -> Ranking.competing(VALUES, scores, t), right));
    }
    return examples;
  }

  private int draw(double[] weights) {
    double at = random.nextDouble() * java.util.Arrays.stream(weights).sum();
    for (int i = 0; i < weights.length; i++) {
      at -= weights[i];
      if (at < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }
}
