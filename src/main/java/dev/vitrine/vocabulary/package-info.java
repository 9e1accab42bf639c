/**
 * The versioned set of labels Vitrine looks for, and how sure a model must be before a label
 * counts.
 */
@NullMarked
package dev.vitrine.vocabulary;

import org.jspecify.annotations.NullMarked;
