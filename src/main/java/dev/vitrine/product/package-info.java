/**
 * Several pictures of one product: which they are, in which order, and what they say of it
 * together. All of it follows from the records; only who has which handle is stored beside them.
 */
@NullMarked
package dev.vitrine.product;

import org.jspecify.annotations.NullMarked;
