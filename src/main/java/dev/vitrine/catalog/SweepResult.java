package dev.vitrine.catalog;

/**
 * What a sweep found.
 *
 * @param adopted uploads that had no record
 * @param revived images that nobody was at any more
 * @param resumed tasks whose answer was there, and nobody had told them
 */
public record SweepResult(int adopted, int revived, int resumed) {}
