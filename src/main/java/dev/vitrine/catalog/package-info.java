/**
 * The record of each image and who may change it: the store handlers, a person's corrections and
 * what they teach, tagging again, and the sweep that finds what was left behind. Nothing here shows
 * a picture to a model.
 */
@NullMarked
package dev.vitrine.catalog;

import org.jspecify.annotations.NullMarked;
