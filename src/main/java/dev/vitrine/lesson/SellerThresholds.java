package dev.vitrine.lesson;

import dev.vitrine.vocabulary.Value;
import java.util.Map;

/**
 * What one seller's corrections have taught: how sure a model must be where they say otherwise than
 * the vocabulary, and what the seller calls a value.
 *
 * @param accept probability from which a value is claimed, by {@link #key}; above 1 for never
 * @param names the seller's own words for values, by {@link #nameKey}
 */
public record SellerThresholds(Map<String, Double> accept, Map<String, String> names) {
  /** No correction yet. */
  public static final SellerThresholds NONE = new SellerThresholds(Map.of(), Map.of());

  public SellerThresholds {
    accept = Map.copyOf(accept);
    names = Map.copyOf(names);
  }

  /** A seller who has no words of their own. */
  public SellerThresholds(Map<String, Double> accept) {
    this(accept, Map.of());
  }

  /**
   * {@return the probability from which a value is claimed}
   *
   * @param otherwise the vocabulary's
   */
  public double of(String model, String attribute, String value, double otherwise) {
    return accept.getOrDefault(key(model, attribute, value), otherwise);
  }

  /** {@return what the seller reads for a value} */
  public String shown(String attribute, Value value) {
    return names.getOrDefault(nameKey(attribute, value.name()), value.shown());
  }

  /** {@return whether the seller has a word of their own for a value} */
  boolean isNamed(String attribute, Value value) {
    return names.containsKey(nameKey(attribute, value.name()));
  }

  /** {@return what a threshold belongs to; no model's name and no attribute has a line end} */
  public static String key(String model, String attribute, String value) {
    return model + "\n" + attribute + "\n" + value;
  }

  /** {@return what a name belongs to: whatever the model} */
  public static String nameKey(String attribute, String value) {
    return attribute + "\n" + value;
  }
}
