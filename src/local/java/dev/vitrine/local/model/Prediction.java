package dev.vitrine.local.model;

/**
 * A label with its score.
 *
 * @param score in [0, 1]
 */
public record Prediction(String label, double score) {
  public Prediction {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score is outside [0, 1]: " + score);
    }
  }
}
