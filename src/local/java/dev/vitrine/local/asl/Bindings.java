package dev.vitrine.local.asl;

import org.jspecify.annotations.Nullable;

/** What an expression can see. */
interface Bindings {

  /**
   * @param name without the dollar sign
   */
  boolean has(String name);

  @Nullable Object get(String name);

  /** The time and the randomness of this evaluation. */
  Moment moment();
}
