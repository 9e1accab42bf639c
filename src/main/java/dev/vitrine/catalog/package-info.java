/**
 * The record of each image and who may change it: the store handlers, a person's corrections, and
 * the sweep that finds what was left behind. Nothing here calls a model.
 */
@NullMarked
package dev.vitrine.catalog;

import org.jspecify.annotations.NullMarked;
