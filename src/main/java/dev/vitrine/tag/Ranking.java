package dev.vitrine.tag;

import dev.vitrine.tag.Tagger.ScoredLabel;
import dev.vitrine.vocabulary.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * How likely each value is, from how well its words were scored.
 *
 * @param likely best first; equal ones in the vocabulary's order
 */
public record Ranking(List<Likely> likely) {
  /** Scores are rounded: of some hundred that sum to 1, this much may be missing. */
  private static final double ROUNDING = 1e-3;

  /**
   * @param probability in [0, 1]
   */
  public record Likely(Value value, double probability) {}

  public Ranking {
    likely = List.copyOf(likely);
  }

  /**
   * Values of which at most one is the answer. A value is as likely as its words together. Where
   * the scores of all words do not sum to 1, the rest is the score of "none of them", which takes
   * part; a softmax leaves none.
   *
   * @param temperature over which scores are flattened
   * @return probabilities that sum to at most 1
   */
  public static Ranking competing(
      List<Value> values, List<ScoredLabel> scores, double temperature) {
    double[] flat = ofWords(values, scores, DoubleStream::sum);
    double none = 1 - scores.stream().mapToDouble(ScoredLabel::score).sum();
    double sum = none > ROUNDING ? Math.pow(none, 1 / temperature) : 0;
    for (int i = 0; i < flat.length; i++) {
      flat[i] = Math.pow(flat[i], 1 / temperature);
      sum += flat[i];
    }
    for (int i = 0; i < flat.length; i++) {
      flat[i] = sum == 0 ? 0 : flat[i] / sum;
    }
    return ranked(values, flat);
  }

  /**
   * Values of which each may be there or not. A value is as likely as the best of its words.
   *
   * @param temperature over which each score's log-odds are divided
   */
  public static Ranking independent(
      List<Value> values, List<ScoredLabel> scores, double temperature) {
    double[] odds = ofWords(values, scores, words -> words.max().orElse(0));
    for (int i = 0; i < odds.length; i++) {
      double yes = Math.pow(odds[i], 1 / temperature);
      double no = Math.pow(1 - odds[i], 1 / temperature);
      odds[i] = yes / (yes + no);
    }
    return ranked(values, odds);
  }

  private static double[] ofWords(
      List<Value> values, List<ScoredLabel> scores, ToDoubleFunction<DoubleStream> together) {
    Map<String, Double> byLabel = new HashMap<>();
    scores.forEach(one -> byLabel.put(one.label(), one.score()));
    return values.stream()
        .mapToDouble(
            value ->
                together.applyAsDouble(
                    value.texts().stream().mapToDouble(text -> byLabel.getOrDefault(text, 0.0))))
        .toArray();
  }

  private static Ranking ranked(List<Value> values, double[] probabilities) {
    List<Likely> likely = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      likely.add(new Likely(values.get(i), probabilities[i]));
    }
    likely.sort(Comparator.comparingDouble(Likely::probability).reversed());
    return new Ranking(likely);
  }

  /** {@return the likeliest that may be said} */
  List<Likely> sayable() {
    return likely.stream().filter(one -> !one.value().banned()).toList();
  }

  /** {@return by how much the best leads; 0 when there is none} */
  double lead() {
    if (likely.size() < 2) {
      return likely.isEmpty() ? 0 : likely.get(0).probability();
    }
    return likely.get(0).probability() - likely.get(1).probability();
  }
}
