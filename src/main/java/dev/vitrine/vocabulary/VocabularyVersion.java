package dev.vitrine.vocabulary;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A vocabulary that was live once.
 *
 * @param version as evidence quotes it after the name
 * @param name as its file has it
 * @param createdAt when it was put; null for the shipped one
 * @param live whether pictures are held against it now
 */
@RegisterForReflection
public record VocabularyVersion(
    String version, String name, @Nullable Instant createdAt, boolean live) {}
