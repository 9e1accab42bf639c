/**
 * What a seller takes home: CSV, JSON Lines and zips of many images, written while they are read,
 * and the receipts by which a file's pictures become exported. Which facts go to a shop is decided
 * in {@code listing}; here they get their columns.
 */
@NullMarked
package dev.vitrine.export;

import org.jspecify.annotations.NullMarked;
