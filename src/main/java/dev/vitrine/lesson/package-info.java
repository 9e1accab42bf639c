/**
 * What a person's corrections teach: verdicts on what machines claimed, the thresholds that follow
 * from them, and the words a shop has of its own. Each seller's lessons are their own. What a
 * record shows after a correction is decided in {@code catalog}, not here.
 */
@NullMarked
package dev.vitrine.lesson;

import org.jspecify.annotations.NullMarked;
