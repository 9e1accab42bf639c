package dev.vitrine.lesson;

import dev.vitrine.vocabulary.Value;
import java.util.Map;

/**
 * The thresholds and names that follow from one seller's corrections, where these differ from the
 * vocabulary's.
 *
 * @param accept least accepted probability by {@link #key}; above 1 if the value is never accepted
 * @param names the seller's own words for values, by {@link #nameKey}
 */
public record SellerThresholds(Map<String, Double> accept, Map<String, String> names) {
  /** No corrections. */
  public static final SellerThresholds NONE = new SellerThresholds(Map.of(), Map.of());

  public SellerThresholds {
    accept = Map.copyOf(accept);
    names = Map.copyOf(names);
  }

  /**
   * {@return the least accepted probability of a value}
   *
   * @param otherwise the vocabulary's, if the seller has none
   */
  public double of(String model, String attribute, String value, double otherwise) {
    return accept.getOrDefault(key(model, attribute, value), otherwise);
  }

  /** {@return the name of a value that the seller sees} */
  public String shown(String attribute, Value value) {
    return names.getOrDefault(nameKey(attribute, value.name()), value.shown());
  }

  /** {@return whether the seller has an own name for a value} */
  boolean isNamed(String attribute, Value value) {
    return names.containsKey(nameKey(attribute, value.name()));
  }

  /** {@return the key of a threshold; names of models and attributes have no line ends} */
  public static String key(String model, String attribute, String value) {
    return model + "\n" + attribute + "\n" + value;
  }

  /** {@return the key of a name, the same for all models} */
  public static String nameKey(String attribute, String value) {
    return attribute + "\n" + value;
  }
}
