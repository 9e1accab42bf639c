package dev.vitrine.vocabulary;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a seller's vocabulary.
 *
 * @param version the part after {@code @} in the evidence
 * @param name of the vocabulary, from its file
 * @param createdAt when it was stored; null for the shipped one
 * @param live whether pictures are tagged with it now
 */
@RegisterForReflection
public record VocabularyVersion(
    String version, String name, @Nullable Instant createdAt, boolean live) {}
