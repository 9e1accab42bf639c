/**
 * The record of each image, what its journey and a person's corrections make of it, and the store
 * handlers, which write it. Nothing here shows a picture to a model.
 *
 * <p>Read in this order: {@link ImageRecord} (what is kept), {@link ImageJourney} and {@link
 * Corrections} (what changes it), {@link Catalog} (the port), {@link DynamoDbCatalog}. A store
 * handler calls {@link Catalog#advance} with a method of ImageJourney, and {@link Leftovers} if the
 * picture is gone.
 */
@NullMarked
package dev.vitrine.catalog;

import org.jspecify.annotations.NullMarked;
