/**
 * Learning from corrections: verdicts on the machines' values, and the thresholds and names of each
 * seller that follow from them. What a record shows after a correction is decided in {@code
 * catalog}, not here.
 */
@NullMarked
package dev.vitrine.lesson;

import org.jspecify.annotations.NullMarked;
