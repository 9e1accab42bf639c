package dev.vitrine.api;

import java.time.Instant;
import java.util.OptionalLong;

/** Counts what each seller asks of the API, for all instances of the function together. */
interface SellerCalls {
  /**
   * Counts one request.
   *
   * @param period the beginning of the period that the request belongs to
   * @return the seller's requests in this period, this one included; empty if they cannot be
   *     counted now
   */
  OptionalLong count(String seller, Instant period);
}
