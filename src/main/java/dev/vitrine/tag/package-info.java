/**
 * Step TagImage: rendition in, tags and suggestions with their evidence out. And TagProducts, in
 * the same line: the products of a picture that shows several, each tagged by its own part of it.
 */
@NullMarked
package dev.vitrine.tag;

import org.jspecify.annotations.NullMarked;
