/**
 * Step RenderImage: an original in; renditions, measured colors and size out, or a rejection with a
 * reason. This room fetches and stores; {@code decode} makes pixels of the file, and {@code
 * measure} says what they show. The rooms after this one only see JPEG renditions that were written
 * here.
 */
@NullMarked
package dev.vitrine.render;

import org.jspecify.annotations.NullMarked;
