package dev.vitrine.prompt;

/**
 * Asks for the caption and the prompt of a rendition.
 *
 * @param bucket bucket of the rendition
 * @param rendition key of the JPEG of at most 1024 px a side
 * @param execution name of the workflow execution, for the evidence
 */
public record WritePromptRequest(String bucket, String rendition, String execution) {}
