package dev.vitrine.tools.quality;

/**
 * A value that a picture got, held against what is right.
 *
 * @param path of the picture
 * @param attribute a question's name, {@code category} or {@code tag}
 * @param value as it is shown
 * @param score in [0, 1]
 * @param claimed whether it was claimed, not only suggested
 * @param right whether it is right
 * @param rolledUp whether it is right as a parent of the right category
 * @param truth one of the right values
 */
record Judged(
    String path,
    String attribute,
    String value,
    double score,
    boolean claimed,
    boolean right,
    boolean rolledUp,
    String truth) {}
