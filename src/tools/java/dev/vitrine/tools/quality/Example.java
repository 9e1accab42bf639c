package dev.vitrine.tools.quality;

import dev.vitrine.tag.Ranking;
import java.util.Set;
import java.util.function.DoubleFunction;

/**
 * One picture's scores for one question, with what is right.
 *
 * @param ranking of the values by a temperature
 * @param right names of values; empty when none of them is
 */
record Example(DoubleFunction<Ranking> ranking, Set<String> right) {
  /**
   * Values less likely than this are left out: they are never shown, and would outweigh all others.
   */
  private static final double FAINT = 0.05;

  private static final double LEAST = 1e-6;

  /** {@return the surprise at what is right, of values that compete} */
  double competingLoss(double temperature) {
    double ofRight = 0;
    double ofAll = 0;
    for (Ranking.Likely one : ranking.apply(temperature).likely()) {
      ofAll += one.probability();
      ofRight += right.contains(one.value().name()) ? one.probability() : 0;
    }
    return -Math.log(Math.max(LEAST, right.isEmpty() ? 1 - ofAll : ofRight));
  }

  /** {@return the surprise summed over values that each may be right, as far as they show} */
  double independentLoss(double temperature) {
    double sum = 0;
    for (Ranking.Likely one : ranking.apply(1).likely()) {
      if (one.probability() >= FAINT) {
        double yes = Math.pow(one.probability(), 1 / temperature);
        double no = Math.pow(1 - one.probability(), 1 / temperature);
        double probability = (right.contains(one.value().name()) ? yes : no) / (yes + no);
        sum -= Math.log(Math.max(LEAST, probability));
      }
    }
    return sum;
  }
}
