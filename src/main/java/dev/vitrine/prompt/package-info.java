/** Step WritePrompt: rendition in, caption and generation prompt out. */
@NullMarked
package dev.vitrine.prompt;

import org.jspecify.annotations.NullMarked;
