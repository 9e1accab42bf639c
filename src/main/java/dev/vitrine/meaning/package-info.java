/**
 * Pictures by what they show: the embeddings that models make of them, compared with another
 * picture's or with a text's. Which pictures have a word or a value is the catalog's.
 */
@NullMarked
package dev.vitrine.meaning;

import org.jspecify.annotations.NullMarked;
