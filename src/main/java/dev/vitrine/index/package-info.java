/**
 * Brings pointers, counters and embeddings up to date with the records that the table's stream
 * names. {@link dev.vitrine.catalog.ImageIndex} and {@link dev.vitrine.meaning.MeaningIndex} store
 * them.
 */
@NullMarked
package dev.vitrine.index;

import org.jspecify.annotations.NullMarked;
