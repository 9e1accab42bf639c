/**
 * Every few minutes: uploads whose event was lost, images whose work was interrupted, and what
 * deleted pictures have left in the bucket.
 */
@NullMarked
package dev.vitrine.sweep;

import org.jspecify.annotations.NullMarked;
