package dev.vitrine.stepfunctions.language;

import org.jspecify.annotations.Nullable;

/** What an expression can see. */
interface Bindings {

  /**
   * @param name without the dollar sign
   */
  boolean has(String name);

  /**
   * @param withContext whether the expression may read {@code $states.context}, which is costly
   */
  @Nullable Object get(String name, boolean withContext);

  /**
   * Adds up what the expressions of one state make.
   *
   * @return characters of JSON so far, with these
   */
  long made(long characters);

  /** The time and the randomness of this evaluation. */
  Moment moment();
}
