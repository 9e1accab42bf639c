package dev.vitrine.vocabulary;

import org.jspecify.annotations.Nullable;

/**
 * A label that is likely but not sure enough to be claimed; a person may accept or dismiss it.
 *
 * @param attribute the attribute it would be a value of; null for a tag
 * @param label as the vocabulary writes it
 * @param score in [0, 1]
 * @param threshold the score from which it would have been claimed; null if the model has no
 *     calibration and does not say its logit scale. If the score is above, another value was about
 *     as likely
 */
public record Suggestion(
    @Nullable String attribute, String label, double score, @Nullable Double threshold) {
  public Suggestion {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score is outside [0, 1]: " + score);
    }
  }
}
