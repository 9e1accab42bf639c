package dev.vitrine.stepfunctions.language;

import java.time.Instant;
import java.util.SplittableRandom;

/**
 * The time and the randomness an expression may use. Both come from the execution, so that a replay
 * of it gives the same values.
 */
interface Moment {

  Instant now();

  SplittableRandom random();
}
