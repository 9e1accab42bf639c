package dev.vitrine.tools.quality;

import dev.vitrine.tag.Ranking;
import dev.vitrine.tag.Tagger.ScoredLabel;
import dev.vitrine.vocabulary.Value;
import java.util.List;
import java.util.Set;

/**
 * One picture's scores for one question, with what is right.
 *
 * @param right names of values; empty when none of them is
 */
record Example(List<Value> values, List<ScoredLabel> scores, Set<String> right) {
  /** Less is never shown, and there is too much of it. */
  private static final double FAINT = 0.05;

  private static final double LEAST = 1e-6;

  /** {@return the surprise at what is right, of values that compete} */
  double competingLoss(double temperature) {
    Ranking ranking = Ranking.competing(values, scores, temperature);
    double said = 0;
    double any = 0;
    for (Ranking.Likely one : ranking.likely()) {
      any += one.probability();
      said += right.contains(one.value().name()) ? one.probability() : 0;
    }
    return -Math.log(Math.max(LEAST, right.isEmpty() ? 1 - any : said));
  }

  /** {@return the surprise summed over values that each may be right, as far as they show} */
  double independentLoss(double temperature) {
    List<Ranking.Likely> raw = Ranking.independent(values, scores, 1).likely();
    double sum = 0;
    for (Ranking.Likely one : raw) {
      if (one.probability() >= FAINT) {
        double yes = Math.pow(one.probability(), 1 / temperature);
        double no = Math.pow(1 - one.probability(), 1 / temperature);
        double said = (right.contains(one.value().name()) ? yes : no) / (yes + no);
        sum -= Math.log(Math.max(LEAST, said));
      }
    }
    return sum;
  }
}
