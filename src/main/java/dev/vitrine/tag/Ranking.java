package dev.vitrine.tag;

import dev.vitrine.tag.Tagger.ScoredLabel;
import dev.vitrine.vocabulary.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/**
 * The probabilities of values, computed from the scores of their names and synonyms. Public for
 * {@link PictureTagger#tryOut}.
 *
 * @param likely likeliest first; equal ones in the vocabulary's order
 */
public record Ranking(List<Likely> likely) {
  /** The sum of a softmax of some hundred rounded scores may fall short of 1 by this much. */
  private static final double ROUNDING = 1e-3;

  /**
   * @param probability in [0, 1]
   */
  public record Likely(Value value, double probability) {}

  public Ranking {
    likely = List.copyOf(likely);
  }

  /**
   * Ranks values of which at most one is right. The probability of a value is the sum of those of
   * its words. If the scores of all words sum to less than 1, the rest is the score of "none of
   * them", to which the temperature applies as well; a softmax leaves no rest.
   *
   * @param temperature of the calibration
   * @return probabilities that sum to at most 1
   */
  public static Ranking competing(
      List<Value> values, List<ScoredLabel> scores, double temperature) {
    double[] flat = ofWords(values, scores, Double::sum);
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
   * Ranks values that are independent of each other. The probability of a value is that of its best
   * word.
   *
   * @param temperature of the calibration, by which each score's log-odds are divided
   */
  public static Ranking independent(
      List<Value> values, List<ScoredLabel> scores, double temperature) {
    double[] odds = ofWords(values, scores, Math::max);
    for (int i = 0; i < odds.length; i++) {
      double yes = Math.pow(odds[i], 1 / temperature);
      double no = Math.pow(1 - odds[i], 1 / temperature);
      odds[i] = yes / (yes + no);
    }
    return ranked(values, odds);
  }

  private static double[] ofWords(
      List<Value> values, List<ScoredLabel> scores, DoubleBinaryOperator together) {
    Map<String, Double> byLabel = new HashMap<>(2 * scores.size());
    scores.forEach(one -> byLabel.put(one.label(), one.score()));
    double[] flat = new double[values.size()];
    for (int i = 0; i < flat.length; i++) {
      for (String text : values.get(i).texts()) {
        flat[i] = together.applyAsDouble(flat[i], byLabel.getOrDefault(text, 0.0));
      }
    }
    return flat;
  }

  private static Ranking ranked(List<Value> values, double[] probabilities) {
    List<Likely> likely = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      likely.add(new Likely(values.get(i), probabilities[i]));
    }
    likely.sort(Comparator.comparingDouble(Likely::probability).reversed());
    return new Ranking(likely);
  }

  /** {@return the values that are not banned, likeliest first} */
  List<Likely> sayable() {
    return likely.stream().filter(one -> !one.value().banned()).toList();
  }

  /** {@return the distance of the likeliest value from the next; 0 if there is none} */
  double lead() {
    if (likely.size() < 2) {
      return likely.isEmpty() ? 0 : likely.get(0).probability();
    }
    return likely.get(0).probability() - likely.get(1).probability();
  }
}
