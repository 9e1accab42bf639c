package dev.vitrine.tag;

import dev.vitrine.tag.Tagger.ScoredLabel;
import java.util.List;

/**
 * Scores labels against the background prompts ({@link
 * dev.vitrine.vocabulary.DefaultThresholds#background}). The odds of an independently scored label
 * are the exponential of its logit, so labels and background prompts fit into one softmax.
 */
final class Background {
  /** The group of the background prompts; no question can have this name. */
  static final String GROUP = "none of these";

  /** Endpoints round scores to six digits. */
  private static final double LARGEST = 1 - 5e-7;

  private Background() {}

  /**
   * {@return the labels with the scores of one softmax over them and the background prompts; the
   * scores sum to 1 less the background's share}
   *
   * @param independent scores of labels that were scored independently
   * @param background the same of the background prompts
   * @param temperature by which the logit of each label is divided
   */
  static List<ScoredLabel> competing(
      List<ScoredLabel> independent, List<ScoredLabel> background, double temperature) {
    double all = weight(independent, temperature) + weight(background, temperature);
    return independent.stream()
        .map(l -> new ScoredLabel(l.label(), share(odds(l), temperature, all)))
        .toList();
  }

  /**
   * {@return the competing labels with new scores that sum to 1 less the background's share; all 0
   * if the best label is so unlikely that six digits round its independent score to 0}
   *
   * @param competing scores that sum to 1, best first
   * @param independent the same labels, scored independently
   * @param background the background prompts, scored independently
   * @param temperature by which the logit of each label is divided
   */
  static List<ScoredLabel> beside(
      List<ScoredLabel> competing,
      List<ScoredLabel> independent,
      List<ScoredLabel> background,
      double temperature) {
    if (competing.isEmpty()) {
      return competing;
    }
    ScoredLabel best = competing.get(0);
    double known =
        independent.stream()
            .filter(one -> one.label().equals(best.label()))
            .mapToDouble(Background::odds)
            .findFirst()
            .orElse(0);
    double unit = Math.pow(best.score() / known, 1 / temperature);
    double rest = known == 0 ? Double.POSITIVE_INFINITY : unit * weight(background, temperature);
    double all =
        rest + competing.stream().mapToDouble(l -> Math.pow(l.score(), 1 / temperature)).sum();
    return competing.stream()
        .map(l -> new ScoredLabel(l.label(), share(l.score(), temperature, all)))
        .toList();
  }

  private static double share(double of, double temperature, double all) {
    return all == 0 ? 0 : Math.pow(of, 1 / temperature) / all;
  }

  private static double weight(List<ScoredLabel> independent, double temperature) {
    return independent.stream().mapToDouble(l -> Math.pow(odds(l), 1 / temperature)).sum();
  }

  private static double odds(ScoredLabel label) {
    double score = Math.min(label.score(), LARGEST);
    return score / (1 - score);
  }
}
