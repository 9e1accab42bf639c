package dev.vitrine.tools.quality;

import java.util.ArrayList;
import java.util.List;

/**
 * How far scores can be taken at their word. Values are put into ten bins by their score, [0, 0.1),
 * [0.1, 0.2) up to [0.9, 1].
 *
 * @param bins those that are not empty, by score
 * @see <a href="https://arxiv.org/abs/1706.04599">On Calibration of Modern Neural Networks, 2</a>
 */
record Reliability(List<ScoreBin> bins) {
  private static final int BINS = 10;

  /**
   * Values of about the same score.
   *
   * @param score their mean score
   * @param right how many are right
   */
  record ScoreBin(double score, Proportion right) {}

  static Reliability of(List<Judged> judged) {
    List<ScoreBin> bins = new ArrayList<>();
    for (int b = 0; b < BINS; b++) {
      int bin = b;
      List<Judged> in = judged.stream().filter(one -> binOf(one.score()) == bin).toList();
      if (!in.isEmpty()) {
        int right = (int) in.stream().filter(Judged::right).count();
        double mean = in.stream().mapToDouble(Judged::score).average().orElseThrow();
        bins.add(new ScoreBin(mean, new Proportion(right, in.size())));
      }
    }
    return new Reliability(bins);
  }

  private static int binOf(double score) {
    return Math.min(BINS - 1, (int) (score * BINS));
  }

  /** {@return expected calibration error: the bins' mean gap between score and share of right} */
  double error() {
    double sum = 0;
    int count = 0;
    for (ScoreBin bin : bins) {
      sum += bin.right().of() * Math.abs(bin.score() - bin.right().value());
      count += bin.right().of();
    }
    return count == 0 ? 0 : sum / count;
  }
}
