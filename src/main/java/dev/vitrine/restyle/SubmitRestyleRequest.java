package dev.vitrine.restyle;

/**
 * Asks an asynchronous endpoint for a restyled picture.
 *
 * @param restyle which
 * @param taskToken of the state, which waits for it
 */
public record SubmitRestyleRequest(RestyleImageRequest restyle, String taskToken) {}
