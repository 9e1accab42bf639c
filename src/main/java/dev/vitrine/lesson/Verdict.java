package dev.vitrine.lesson;

import org.jspecify.annotations.Nullable;

/**
 * What a person's correction says of a value that a machine claimed or suggested.
 *
 * @param model who claimed or suggested it
 * @param attribute a question's name, {@code category} or {@code tag}
 * @param value as the vocabulary names it, whatever the shop calls it
 * @param score the machine's, in [0, 1]
 * @param right whether the person agreed
 * @param said the person's own word for it, where the vocabulary has none; else null
 */
public record Verdict(
    String model,
    String attribute,
    String value,
    double score,
    boolean right,
    @Nullable String said) {

  /** {@return whether it is about the same value} */
  public boolean sameValue(Verdict other) {
    return attribute.equals(other.attribute) && value.equals(other.value);
  }
}
