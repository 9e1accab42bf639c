package dev.vitrine.tag;

/**
 * A model's embedding of a picture, with which it can score other labels without the picture.
 *
 * @param model that made it, and alone can use it
 * @param vector base64 of little-endian float16
 */
public record Embedding(String model, String vector) {}
