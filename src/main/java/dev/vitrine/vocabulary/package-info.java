/**
 * The vocabulary: the labels that Vitrine looks for, in versions; the scores from which a model's
 * labels are accepted; and the values found: tags, attributes and suggestions, with their evidence.
 */
@NullMarked
package dev.vitrine.vocabulary;

import org.jspecify.annotations.NullMarked;
