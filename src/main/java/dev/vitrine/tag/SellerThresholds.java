package dev.vitrine.tag;

import java.util.Map;

/**
 * How sure a model must be for one seller, where that seller's corrections say otherwise than the
 * vocabulary.
 *
 * @param accept probability from which a value is claimed, by {@link #key}
 */
public record SellerThresholds(Map<String, Double> accept) {
  /** No correction yet. */
  public static final SellerThresholds NONE = new SellerThresholds(Map.of());

  public SellerThresholds {
    accept = Map.copyOf(accept);
  }

  /**
   * {@return the probability from which a value is claimed}
   *
   * @param otherwise the vocabulary's
   */
  double of(String model, String attribute, String value, double otherwise) {
    return accept.getOrDefault(key(model, attribute, value), otherwise);
  }

  /** {@return what a threshold belongs to; no model's name and no attribute has a line end} */
  public static String key(String model, String attribute, String value) {
    return model + "\n" + attribute + "\n" + value;
  }
}
