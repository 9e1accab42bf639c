/**
 * Prompts as the container of clip-interrogator makes them: a caption, and the phrases of word
 * lists that are nearest to the picture, by a CLIP inside the JVM ({@code eyes}).
 */
@NullMarked
package dev.vitrine.local.ranking;

import org.jspecify.annotations.NullMarked;
