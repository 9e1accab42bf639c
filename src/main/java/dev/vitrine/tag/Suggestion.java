package dev.vitrine.tag;

import org.jspecify.annotations.Nullable;

/**
 * A label that is likely but not sure enough to be claimed; a person may accept or dismiss it.
 *
 * @param attribute the attribute it would be a value of; null for a tag
 * @param label as the vocabulary writes it
 * @param score in [0, 1], below the threshold of a tag
 */
public record Suggestion(@Nullable String attribute, String label, double score) {
  public Suggestion {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score is outside [0, 1]: " + score);
    }
  }
}
