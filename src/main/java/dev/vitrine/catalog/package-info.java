/**
 * The record of each image, what its journey and a person's corrections make of it, and the store
 * handlers, which write it. Nothing here shows a picture to a model.
 */
@NullMarked
package dev.vitrine.catalog;

import org.jspecify.annotations.NullMarked;
