package dev.vitrine.endpoint;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A task of the workflow that waits for a model's answer.
 *
 * @param taskToken whose return lets the workflow go on; up to 2,048 characters, more than an
 *     InferenceId may have
 * @param answer where the answer will be, {@code s3://...}; null until the endpoint has said so
 * @param failure where it will say why there is none; null until the endpoint has said so
 */
@RegisterForReflection
record WaitingTask(String taskToken, @Nullable String answer, @Nullable String failure) {}
