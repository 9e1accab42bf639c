/**
 * Models by name: found on this machine, or fetched from the Hugging Face hub once, at a pinned
 * revision, with checksums.
 *
 * <p>Written by hand, as the hub has no client library for the JVM. What a model means is no
 * business of this package: it hands over a complete folder, or one sentence that says why not.
 */
@NullMarked
package dev.vitrine.local.hub;

import org.jspecify.annotations.NullMarked;
