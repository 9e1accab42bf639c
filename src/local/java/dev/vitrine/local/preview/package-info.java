/**
 * What another model would say of a seller's newest pictures, shown before it is used. Nothing here
 * writes into the catalog.
 */
@NullMarked
package dev.vitrine.local.preview;

import org.jspecify.annotations.NullMarked;
