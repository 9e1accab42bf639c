package dev.vitrine.restyle;

/**
 * A restyled picture.
 *
 * @param bucket where it is
 * @param key JPEG of the rendition's size; PNG if the product was kept
 * @param seed the seed the engine used
 * @param prompt the whole text the engine was given
 * @param engine what made it, e.g. {@code SDXL} or the local stand-in's name
 */
public record RestyleImageResult(
    String bucket, String key, long seed, String prompt, String engine) {}
