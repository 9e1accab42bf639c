package dev.vitrine.stepfunctions.language;

import org.jspecify.annotations.Nullable;

/**
 * One attempt of a Task state.
 *
 * @param id of this attempt, unique in its execution
 * @param arguments at most {@link Values#MAX_BYTES}
 * @param token for the type that waits for one; the same for the same id
 * @param executionInput plain JSON, for lines that ask who is waiting; the execution's own, no copy
 */
public record TaskCall(
    long id,
    TaskType type,
    @Nullable Object arguments,
    String token,
    @Nullable Object executionInput) {}
