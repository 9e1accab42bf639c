/**
 * Florence-2 inside the JVM: says in a sentence what a picture shows, and reads the words on the
 * product. From a folder in the layout of onnx-community's exports; nothing here fetches anything.
 *
 * <p>Greedy decoding is written by hand: ONNX Runtime's library for it reads neither this layout
 * nor pictures in the JVM.
 */
@NullMarked
package dev.vitrine.local.florence;

import org.jspecify.annotations.NullMarked;
