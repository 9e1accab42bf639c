/**
 * Runs local mode while everything around it fails, and compares the catalog with that of a clean
 * run. {@code bench/chaos} is the long form, {@code ChaosIT} the short one.
 */
@NullMarked
package dev.vitrine.local.chaos;

import org.jspecify.annotations.NullMarked;
