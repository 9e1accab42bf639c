/**
 * Several pictures of one product: which they are, in which order, and what they say of it
 * together. Nothing of it is stored: it follows from the records.
 */
@NullMarked
package dev.vitrine.product;

import org.jspecify.annotations.NullMarked;
