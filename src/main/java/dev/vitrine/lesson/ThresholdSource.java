package dev.vitrine.lesson;

/** Knows what a seller's corrections have taught. */
public interface ThresholdSource {

  /**
   * {@return the seller's own thresholds, with every correction made until now}
   *
   * @throws LessonsUnavailableException when they cannot be read now
   */
  SellerThresholds of(String seller);
}
