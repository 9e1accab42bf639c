/**
 * Pictures by what they show: the embeddings that models make of them, compared with another
 * picture's or with a text's. The catalog finds pictures by a word or a value. In AWS the
 * embeddings are in S3 Vectors, and the CLIP endpoint reads the texts; local mode has its own of
 * both.
 */
@NullMarked
package dev.vitrine.meaning;

import org.jspecify.annotations.NullMarked;
