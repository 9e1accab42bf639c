/**
 * Step WritePrompt: has the Interrogator look at a rendition, for a caption, a prompt, the words on
 * the product, and the places of several products.
 */
@NullMarked
package dev.vitrine.prompt;

import org.jspecify.annotations.NullMarked;
