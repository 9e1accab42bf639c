/**
 * Step WritePrompt: rendition in, caption, generation prompt, and where the captioner sees products
 * out.
 */
@NullMarked
package dev.vitrine.prompt;

import org.jspecify.annotations.NullMarked;
