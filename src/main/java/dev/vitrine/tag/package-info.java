/**
 * Step TagImage: rendition in, tags and suggestions with their evidence out. Step TagProducts, by
 * the same function: tags each product of a picture that shows several, by its own part of it.
 */
@NullMarked
package dev.vitrine.tag;

import org.jspecify.annotations.NullMarked;
