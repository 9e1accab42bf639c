package dev.vitrine.vocabulary;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Something in a vocabulary's file that cannot be meant, or that was left out.
 *
 * @param line where it stands, from 1
 * @param where the member in JSON, e.g. {@code attributes[3].values[0]}; the column in CSV; empty
 *     for the file
 * @param message a sentence
 */
@RegisterForReflection
public record VocabularyProblem(int line, String where, String message) {}
