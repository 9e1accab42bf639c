package dev.vitrine.catalog;

/**
 * Asks for an image's last status.
 *
 * @param image which revision of which image
 * @param execution name of the workflow execution
 */
public record FinishImageRequest(ImageRef image, String execution) {}
