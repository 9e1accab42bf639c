package dev.vitrine.workflow;

/**
 * Which pipeline described an image: raised when the same picture would be described differently.
 */
public final class PipelineVersion {
  /** Part of every execution's name. */
  public static final String CURRENT = "v1";

  private PipelineVersion() {}
}
