/**
 * Texts that a shop shows, and the facts of an image that they are built of: title and alt text.
 * Only accepted facts get in, never a caption or a prompt. And what is remembered of their export.
 */
@NullMarked
package dev.vitrine.listing;

import org.jspecify.annotations.NullMarked;
