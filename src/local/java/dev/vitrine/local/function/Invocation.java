package dev.vitrine.local.function;

/**
 * What calling a function gave.
 *
 * @param payload JSON: the result, or {@code {"errorType", "errorMessage"}}
 * @param failed whether the function threw
 */
public record Invocation(byte[] payload, boolean failed) {}
