package dev.vitrine.vocabulary;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A mistake in the file of a vocabulary, or a part of it that is left out.
 *
 * @param line the line of the file, from 1
 * @param where in JSON the path of the member, e.g. {@code attributes[3].values[0]}; in CSV the
 *     column; empty for the whole file
 * @param message a sentence for the seller
 */
@RegisterForReflection
public record VocabularyProblem(int line, String where, String message) {}
