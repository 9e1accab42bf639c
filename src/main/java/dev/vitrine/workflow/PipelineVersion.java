package dev.vitrine.workflow;

/**
 * The version of the pipeline that described an image; raise it when a change of code would
 * describe the same picture differently.
 */
public final class PipelineVersion {
  /** Part of every execution's name. */
  public static final String CURRENT = "v1";

  private PipelineVersion() {}
}
