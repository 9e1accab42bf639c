package dev.vitrine.tag;

/**
 * What a model saw, in its own numbers: enough to score other labels without the picture.
 *
 * @param model the only one that understands it
 * @param vector base64 of little-endian float16
 */
public record Embedding(String model, String vector) {}
