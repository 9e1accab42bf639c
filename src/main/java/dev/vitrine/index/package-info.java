/**
 * Pointers, counters and embeddings follow the records that the table's stream names. Where they
 * lie is {@link dev.vitrine.catalog.ImageIndex}'s and {@link dev.vitrine.meaning.MeaningIndex}'s.
 */
@NullMarked
package dev.vitrine.index;

import org.jspecify.annotations.NullMarked;
