package dev.vitrine.lesson;

import dev.vitrine.table.TableUnavailableException;

/** Knows what a seller's corrections have taught. */
public interface ThresholdSource {

  /**
   * {@return the seller's own thresholds, with every correction made until now}
   *
   * @throws TableUnavailableException when they cannot be read now
   */
  SellerThresholds of(String seller);
}
