package dev.vitrine.vocabulary;

import org.jspecify.annotations.Nullable;

/**
 * An image's attribute: the answer to a {@link Question}, by whose name it is kept, with its
 * evidence.
 *
 * @param value one of the question's values; any text for the words on the product
 * @param score in [0, 1]; 1 when measured, read by a model that gives no score, or said by a person
 * @param evidence why it is believed
 * @param locked whether a person said it, so that no run may change it
 * @param plainName as in {@link Value}; kept of categories only
 */
public record Attribute(
    String value, double score, Evidence evidence, boolean locked, @Nullable String plainName) {
  public Attribute {
    if (value.isBlank()) {
      throw new IllegalArgumentException("value is blank");
    }
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score is outside [0, 1]: " + score);
    }
  }

  /** Makes an answer that titles call by its value. */
  public Attribute(String value, double score, Evidence evidence, boolean locked) {
    this(value, score, evidence, locked, null);
  }
}
