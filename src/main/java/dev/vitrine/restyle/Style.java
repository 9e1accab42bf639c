package dev.vitrine.restyle;

/**
 * A named restyle preset.
 *
 * @param name stable, e.g. {@code starry-night}
 * @param title for people, e.g. {@code The Starry Night}
 * @param artist for people, e.g. {@code Vincent van Gogh}
 * @param prefix what the prompt begins with
 */
public record Style(String name, String title, String artist, String prefix) {}
