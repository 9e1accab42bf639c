/**
 * Pointers and counters follow the records that the table's stream names. How they lie in the table
 * is {@link dev.vitrine.catalog.ImageIndex}'s.
 */
@NullMarked
package dev.vitrine.index;

import org.jspecify.annotations.NullMarked;
