/**
 * Every few minutes: uploads whose event was lost, images whose work was interrupted, what deleted
 * pictures have left in the bucket, and what has been in the bin for 30 days.
 */
@NullMarked
package dev.vitrine.sweep;

import org.jspecify.annotations.NullMarked;
