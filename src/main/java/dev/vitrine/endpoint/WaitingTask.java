package dev.vitrine.endpoint;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A task of the workflow that waits for a model's answer.
 *
 * @param taskToken which resumes the workflow; up to 2,048 characters, more than an InferenceId may
 *     have
 * @param answer address of the answer to come, {@code s3://...}; null until the endpoint names it
 * @param failure address of the reason in case of a failure; null until the endpoint names it
 */
@RegisterForReflection
record WaitingTask(String taskToken, @Nullable String answer, @Nullable String failure) {}
