/**
 * The embeddings of pictures in files, and the search through all of them. Written by hand because
 * Lucene's vectors are found approximately, and its exact search reads float32 in plain loops. The
 * arithmetic is ONNX Runtime's, which is here already: local mode runs without the second compiler,
 * so a loop in Java would not use the processor's vector registers.
 */
@NullMarked
package dev.vitrine.local.meaning;

import org.jspecify.annotations.NullMarked;
