package dev.vitrine.tag;

/**
 * Asks for the tags of a rendition.
 *
 * @param seller the tenant, whose vocabulary is used
 * @param bucket bucket of the rendition
 * @param rendition key of the JPEG of at most 1024 px a side
 * @param execution name of the workflow execution, for the evidence
 */
public record TagImageRequest(String seller, String bucket, String rendition, String execution) {}
