package dev.vitrine.catalog;

/**
 * What a sweep found.
 *
 * @param adopted uploads that had no record
 * @param revived images that nobody was at any more
 */
public record SweepResult(int adopted, int revived) {}
