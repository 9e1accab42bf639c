/**
 * How good the tags are, tried on labelled pictures, and how sure a model must be, fitted on them.
 * Runs by itself, without the application; tags pictures as the workflow does.
 */
@NullMarked
package dev.vitrine.tools.quality;

import org.jspecify.annotations.NullMarked;
