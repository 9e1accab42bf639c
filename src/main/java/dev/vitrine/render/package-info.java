/**
 * Step RenderImage: an original in; renditions, measured colors and size out, or a rejection with a
 * reason. This room fetches and stores; {@code decode} makes pixels of the file, and {@code
 * measure} says what they show. Later rooms decode only renditions that were written here, and
 * {@code restyle} the paintings that its endpoint returns.
 */
@NullMarked
package dev.vitrine.render;

import org.jspecify.annotations.NullMarked;
