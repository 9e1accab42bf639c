package dev.vitrine.vocabulary;

import org.jspecify.annotations.Nullable;

/**
 * A label that was found on a picture, or that a person gave it.
 *
 * @param label as the vocabulary writes it
 * @param score in [0, 1]; 1 when a person said it
 * @param evidence why it is believed
 * @param plainName as in {@link Value}
 */
public record Tag(String label, double score, Evidence evidence, @Nullable String plainName) {
  public Tag {
    if (label.isBlank()) {
      throw new IllegalArgumentException("label is blank");
    }
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score is outside [0, 1]: " + score);
    }
  }

  /** Makes a tag that titles call by its label. */
  public Tag(String label, double score, Evidence evidence) {
    this(label, score, evidence, null);
  }
}
