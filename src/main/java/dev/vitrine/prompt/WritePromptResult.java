package dev.vitrine.prompt;

import dev.vitrine.vocabulary.Attribute;
import org.jspecify.annotations.Nullable;

/**
 * What was written about a picture.
 *
 * @param caption a plain sentence
 * @param prompt text for an image generator
 * @param productText the words on the product; null if there are none, if the captioner reads none,
 *     and from before an upgrade
 */
public record WritePromptResult(String caption, Prompt prompt, @Nullable Attribute productText) {}
