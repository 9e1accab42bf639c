/**
 * Paints a picture over in the manner of a well-known painting: the local stand-in for restyling
 * with a diffusion model, and no more than that. It knows its few styles, not words.
 *
 * <p>Pure code from pixels to pixels on the JDK alone: no model, no native library, no settings,
 * nothing else of Vitrine. The same picture, style, seed and strength give the same bytes.
 */
@NullMarked
package dev.vitrine.local.painter;

import org.jspecify.annotations.NullMarked;
