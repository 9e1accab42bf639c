package dev.vitrine.endpoint;

/**
 * What notices led to.
 *
 * @param resumed tasks that were waiting, and go on
 */
public record ResumeTaskResult(int resumed) {}
