package dev.vitrine.prompt;

/**
 * Asks an asynchronous endpoint for the prompt of a rendition.
 *
 * @param bucket bucket of the rendition
 * @param rendition key of the JPEG of at most 1024 px a side
 * @param taskToken of the state, which waits for it
 */
public record SubmitPromptRequest(String bucket, String rendition, String taskToken) {}
