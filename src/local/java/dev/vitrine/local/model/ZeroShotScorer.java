package dev.vitrine.local.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Scores the labels of one set: what the picture model says of its 1000 classes, carried over by
 * how well each label describes each class.
 *
 * <p>Immutable; any number of threads may ask at a time.
 *
 * @see ClassWords where the fit comes from
 */
final class ZeroShotScorer {
  private static final double CONFIDENT_FIT = 0.65;
  private static final double CONFIDENCE_WIDTH = 0.07;
  private static final double TEMPERATURE = 0.05;
  private static final double PRIOR_POWER = 0.6;

  /** What a thousand classes below this would add together does not show in a score. */
  private static final float NEGLIGIBLE = 1e-7f;

  private final List<String> labels;

  /**
   * {@code fit[c * labels + l]}: how well label l describes class c, as {@link ClassWords} says.
   */
  private final float[] fit;

  /**
   * {@code trust[c * labels + l]}: the same in [0, 1], near 1 only where the words really match.
   */
  private final float[] trust;

  /**
   * By label: how much of an average class's softmax it draws; corrects for labels that fit all.
   */
  private final double[] prior;

  /**
   * Keeps the fits and derives what scoring needs.
   *
   * @param fit class by class, for each class one number a label
   */
  ZeroShotScorer(List<String> labels, float[] fit) {
    if (fit.length % labels.size() != 0) {
      throw new IllegalArgumentException(fit.length + " numbers for " + labels.size() + " labels");
    }
    this.labels = List.copyOf(labels);
    this.fit = fit.clone();
    trust = new float[fit.length];
    prior = new double[labels.size()];
    for (int i = 0; i < fit.length; i++) {
      trust[i] = (float) (1 / (1 + Math.exp((CONFIDENT_FIT - fit[i]) / CONFIDENCE_WIDTH)));
    }
    int classes = fit.length / labels.size();
    for (int c = 0; c < classes; c++) {
      addSoftmax(c, 1.0 / classes, prior);
    }
  }

  /** Bytes that the scorer keeps in memory, about. */
  long size() {
    return 8L * fit.length;
  }

  List<String> labels() {
    return labels;
  }

  /**
   * Each label on its own: the probability that the picture shows it, as far as the model can tell.
   * Does not depend on the other labels; all may be near 0.
   *
   * @return every label, best first; equal ones in the set's order
   */
  List<Prediction> confidences(Recognition seen) {
    double[] confidence = new double[labels.size()];
    float[] probabilities = seen.probabilities();
    for (int c = 0; c < probabilities.length; c++) {
      if (probabilities[c] > NEGLIGIBLE) {
        for (int l = 0; l < confidence.length; l++) {
          confidence[l] += probabilities[c] * trust[c * confidence.length + l];
        }
      }
    }
    return ranked(confidence);
  }

  /**
   * As CLIP would answer: the labels compete and the scores sum to 1, so one of them looks likely
   * even when none fits. Good for an order, not for saying how sure.
   *
   * @return every label, best first; equal ones in the set's order
   */
  List<Prediction> distribution(Recognition seen) {
    double[] share = new double[labels.size()];
    float[] probabilities = seen.probabilities();
    for (int c = 0; c < probabilities.length; c++) {
      if (probabilities[c] > NEGLIGIBLE) {
        addSoftmax(c, probabilities[c], share);
      }
    }
    double sum = 0;
    for (int l = 0; l < share.length; l++) {
      share[l] /= Math.pow(prior[l], PRIOR_POWER);
      sum += share[l];
    }
    for (int l = 0; l < share.length; l++) {
      share[l] /= sum;
    }
    return ranked(share);
  }

  private void addSoftmax(int classIndex, double weight, double[] to) {
    double[] power = new double[to.length];
    double sum = 0;
    for (int l = 0; l < to.length; l++) {
      power[l] = Math.exp((fit[classIndex * to.length + l] - 1) / TEMPERATURE);
      sum += power[l];
    }
    for (int l = 0; l < to.length; l++) {
      to[l] += weight * power[l] / sum;
    }
  }

  private List<Prediction> ranked(double[] scores) {
    var ranked = new ArrayList<Prediction>(scores.length);
    for (int l = 0; l < scores.length; l++) {
      ranked.add(new Prediction(labels.get(l), Math.min(1, scores[l])));
    }
    ranked.sort(Comparator.comparingDouble(Prediction::score).reversed());
    return ranked;
  }
}
