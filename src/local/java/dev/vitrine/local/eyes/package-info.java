/**
 * Real models that look at pictures, inside the JVM: a CLIP or a SigLIP in the layout of Immich's
 * ONNX exports, from a folder. Nothing here fetches anything. Reading a folder, its tokenizer and
 * pictures is public, because {@code florence} does it too.
 *
 * <p>ONNX Runtime runs the networks and DJL's library reads tokenizer.json. Written by hand: the
 * resampling, because the networks were trained with Pillow's and no Java library has its rounding;
 * and the cleaning of texts, because ftfy is Python's.
 */
@NullMarked
package dev.vitrine.local.eyes;

import org.jspecify.annotations.NullMarked;
