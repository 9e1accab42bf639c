package dev.vitrine.lesson;

import dev.vitrine.table.TableUnavailableException;

/** Finds the thresholds and names that follow from a seller's corrections. */
public interface ThresholdSource {

  /**
   * {@return the seller's own thresholds, with all corrections made until now}
   *
   * @throws TableUnavailableException if they cannot be read at the moment
   */
  SellerThresholds of(String seller);
}
