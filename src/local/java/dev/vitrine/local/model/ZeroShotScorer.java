package dev.vitrine.local.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores the labels of one set: what the picture model says of its 1000 classes, carried over by
 * how well each label describes each class.
 *
 * <p>Immutable; any number of threads may ask at a time.
 *
 * @see ClassWords where the fit comes from
 */
final class ZeroShotScorer implements LabelScorer<Recognition> {
  private static final double CONFIDENT_FIT = 0.65;
  private static final double CONFIDENCE_WIDTH = 0.07;

  /**
   * How a class's probability is shared among its nearest labels. Wide: the network knows no dining
   * chair and calls it a folding chair, so that says "chair" rather than "folding chair".
   */
  private static final double SPREAD = 0.1;

  private static final int NEAREST = 16;

  /** Fit of a label that gets half of a class's probability; the other half goes to no label. */
  private static final double CLAIMED_FIT = 0.55;

  /** Probabilities below this are ignored: a thousand of them do not change a score visibly. */
  private static final float NEGLIGIBLE = 1e-7f;

  private final List<String> labels;

  /**
   * {@code trust[c * labels + l]}: how well label l describes class c, in [0, 1], near 1 only where
   * the words really match.
   */
  private final float[] trust;

  /** By class: the labels nearest to it. */
  private final int[][] nearest;

  /** By class, in the order of {@link #nearest}: what they get of the class's probability. */
  private final float[][] share;

  /**
   * Derives what scoring needs.
   *
   * @param fit class by class, for each class one number a label: how well label l describes class
   *     c, as {@link ClassWords} says
   */
  ZeroShotScorer(List<String> labels, float[] fit) {
    if (fit.length % labels.size() != 0) {
      throw new IllegalArgumentException(fit.length + " numbers for " + labels.size() + " labels");
    }
    this.labels = List.copyOf(labels);
    trust = new float[fit.length];
    for (int i = 0; i < fit.length; i++) {
      trust[i] = (float) step(fit[i], CONFIDENT_FIT);
    }
    int classes = fit.length / labels.size();
    nearest = new int[classes][];
    share = new float[classes][];
    for (int c = 0; c < classes; c++) {
      shareOut(c, Arrays.copyOfRange(fit, c * labels.size(), (c + 1) * labels.size()));
    }
  }

  private void shareOut(int classIndex, float[] fit) {
    float[] sorted = fit.clone();
    Arrays.sort(sorted);
    float least = sorted[Math.max(0, sorted.length - NEAREST)];
    float best = sorted[sorted.length - 1];
    int[] near = IntStream.range(0, fit.length).filter(l -> fit[l] >= least).toArray();
    double[] power =
        Arrays.stream(near).mapToDouble(l -> Math.exp((fit[l] - best) / SPREAD)).toArray();
    double claimed = step(best, CLAIMED_FIT) / Arrays.stream(power).sum();
    float[] shares = new float[near.length];
    for (int i = 0; i < near.length; i++) {
      shares[i] = (float) (claimed * power[i]);
    }
    nearest[classIndex] = near;
    share[classIndex] = shares;
  }

  private static double step(double fit, double middle) {
    return 1 / (1 + Math.exp((middle - fit) / CONFIDENCE_WIDTH));
  }

  @Override
  public long size() {
    return 4L * trust.length + 8L * NEAREST * nearest.length;
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
  @Override
  public List<Prediction> confidences(Recognition seen) {
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
   * The labels compete, as with CLIP, but what the picture shows need not be among them: scores sum
   * to at most 1, and what is missing is the probability that no label fits.
   *
   * @return every label, best first; equal ones in the set's order
   */
  @Override
  public List<Prediction> competing(Recognition seen) {
    double[] score = new double[labels.size()];
    float[] probabilities = seen.probabilities();
    for (int c = 0; c < probabilities.length; c++) {
      if (probabilities[c] > NEGLIGIBLE) {
        for (int i = 0; i < nearest[c].length; i++) {
          score[nearest[c][i]] += probabilities[c] * share[c][i];
        }
      }
    }
    return ranked(score);
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
