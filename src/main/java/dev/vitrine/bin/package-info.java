/**
 * Pictures and restyles that a seller has deleted and can still bring back for 30 days. What is
 * deleted in the bucket itself does not come here.
 */
@NullMarked
package dev.vitrine.bin;

import org.jspecify.annotations.NullMarked;
