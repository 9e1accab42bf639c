package dev.vitrine.prompt;

/**
 * What was written about a picture.
 *
 * @param caption a plain sentence
 * @param prompt text for an image generator
 */
public record WritePromptResult(String caption, Prompt prompt) {}
