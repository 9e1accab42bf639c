package dev.vitrine.stepfunctions.runner;

import org.jspecify.annotations.Nullable;

/**
 * What a Lambda function answered.
 *
 * @param payload JSON; of a function that failed {@code {"errorType", "errorMessage", ...}}
 * @param error null if the function succeeded, otherwise the text of Lambda's header
 *     X-Amz-Function-Error, such as "Unhandled"
 */
public record FunctionResult(String payload, @Nullable String error) {}
