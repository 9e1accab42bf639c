package dev.vitrine.local.eyes;

import ai.onnxruntime.platform.Fp16Conversions;
import dev.vitrine.local.model.LabelScorer;
import dev.vitrine.local.model.Prediction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The text embeddings of a label set, which score pictures by their cosines.
 *
 * <p>Labels that compete are a softmax of scaled cosines. A label on its own has SigLIP's sigmoid;
 * with a CLIP it competes with the templates without a label.
 */
final class LabelVectors implements LabelScorer<float[]> {
  private final List<String> labels;

  /** {@code [labels + 1][D]}, of length 1; the last row is the templates without a label. */
  private final float[] rows;

  private final ScoreScale scale;

  /**
   * @param numbers row by row, as {@link #numbers} makes them
   */
  LabelVectors(List<String> labels, short[] numbers, ScoreScale scale) {
    if (numbers.length == 0 || numbers.length % (2 * (labels.size() + 1)) != 0) {
      throw new IllegalArgumentException(
          numbers.length + " numbers for " + labels.size() + " labels");
    }
    this.labels = List.copyOf(labels);
    this.scale = scale;
    rows = new float[numbers.length / 2];
    for (int i = 0; i < rows.length; i++) {
      float number = Fp16Conversions.fp16ToFloat(numbers[2 * i]);
      rows[i] = number + Fp16Conversions.fp16ToFloat(numbers[2 * i + 1]);
    }
  }

  /**
   * {@return each number as two of float16: the nearest to it, and the difference; 22 bits
   * together}
   */
  static short[] numbers(float[] vector) {
    short[] numbers = new short[2 * vector.length];
    for (int i = 0; i < vector.length; i++) {
      numbers[2 * i] = Fp16Conversions.floatToFp16(vector[i]);
      float rest = vector[i] - Fp16Conversions.fp16ToFloat(numbers[2 * i]);
      numbers[2 * i + 1] = Fp16Conversions.floatToFp16(rest);
    }
    return numbers;
  }

  /** {@return the cosine of the picture and each label, in the labels' order} */
  double[] cosines(float[] seen) {
    double[] cosines = new double[labels.size()];
    for (int l = 0; l < cosines.length; l++) {
      cosines[l] = Vectors.cosine(seen, rows, l * seen.length);
    }
    return cosines;
  }

  @Override
  public List<Prediction> confidences(float[] seen) {
    double[] logits = logits(seen);
    double against = scale.bias().isPresent() ? -scale.bias().getAsDouble() : logits[labels.size()];
    double[] scores = new double[labels.size()];
    for (int l = 0; l < scores.length; l++) {
      scores[l] = 1 / (1 + Math.exp(against - logits[l]));
    }
    return ranked(scores);
  }

  @Override
  public List<Prediction> competing(float[] seen) {
    double[] logits = logits(seen);
    double top = Double.NEGATIVE_INFINITY;
    for (int l = 0; l < labels.size(); l++) {
      top = Math.max(top, logits[l]);
    }
    double[] scores = new double[labels.size()];
    double sum = 0;
    for (int l = 0; l < scores.length; l++) {
      scores[l] = Math.exp(logits[l] - top);
      sum += scores[l];
    }
    for (int l = 0; l < scores.length; l++) {
      scores[l] /= sum;
    }
    return ranked(scores);
  }

  /** Scaled cosines, the last one of the templates without a label. */
  private double[] logits(float[] seen) {
    double[] logits = new double[labels.size() + 1];
    for (int l = 0; l < logits.length; l++) {
      logits[l] = scale.scale() * Vectors.cosine(seen, rows, l * seen.length);
    }
    return logits;
  }

  private List<Prediction> ranked(double[] scores) {
    List<Prediction> ranked = new ArrayList<>(scores.length);
    for (int l = 0; l < scores.length; l++) {
      ranked.add(new Prediction(labels.get(l), scores[l]));
    }
    ranked.sort(Comparator.comparingDouble(Prediction::score).reversed());
    return ranked;
  }

  @Override
  public long size() {
    return (long) Float.BYTES * rows.length;
  }
}
