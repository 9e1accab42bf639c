/**
 * The versioned set of labels that Vitrine looks for, how sure a model must be before a label
 * counts, and the values that are found: tags, attributes and suggestions, with their evidence.
 */
@NullMarked
package dev.vitrine.vocabulary;

import org.jspecify.annotations.NullMarked;
