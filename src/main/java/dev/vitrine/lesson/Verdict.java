package dev.vitrine.lesson;

import org.jspecify.annotations.Nullable;

/**
 * Whether a value that a model accepted or suggested is right, according to a person's correction.
 *
 * @param model that gave the value
 * @param attribute a question's name, {@code category} or {@code tag}
 * @param value the name in the vocabulary, not the shop's
 * @param score of the model, in [0, 1]
 * @param right whether the value is right
 * @param ownWord the person's own word for the value, which the vocabulary does not have; else null
 */
public record Verdict(
    String model,
    String attribute,
    String value,
    double score,
    boolean right,
    @Nullable String ownWord) {

  /** {@return whether another verdict is on the same value} */
  public boolean sameValue(Verdict other) {
    return attribute.equals(other.attribute) && value.equals(other.value);
  }
}
