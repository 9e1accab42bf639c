/**
 * What a seller takes home: CSV, JSON Lines and zips of many images, written while they are read,
 * and the receipts by which a file's pictures become exported; and the {@code images.csv} that
 * comes back, with what a person has corrected in it. Which facts go to a shop is decided in {@code
 * listing}; here they get their columns.
 */
@NullMarked
package dev.vitrine.export;

import org.jspecify.annotations.NullMarked;
