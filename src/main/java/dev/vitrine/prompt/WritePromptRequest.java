package dev.vitrine.prompt;

import org.jspecify.annotations.Nullable;

/**
 * Asks for the caption and the prompt of a rendition.
 *
 * @param bucket bucket of the rendition
 * @param rendition key of the JPEG of at most 1024 px a side
 * @param execution name of the workflow execution, for the evidence
 * @param answer where an asynchronous endpoint has put its answer, {@code s3://...}; null when a
 *     real-time one is to be asked
 */
public record WritePromptRequest(
    String bucket, String rendition, String execution, @Nullable String answer) {}
