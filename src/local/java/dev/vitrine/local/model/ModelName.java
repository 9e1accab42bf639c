package dev.vitrine.local.model;

/** Names of the stand-ins; thresholds and stored columns belong to one of them. */
public final class ModelName {
  /** In place of CLIP. A change in how labels are scored is a new version. */
  public static final String CLIP = "vitrine-stand-in/efficientnet-lite0+minilm@2";

  /** In place of a caption model: a sentence composed of accepted tags and measured colours. */
  public static final String CAPTION = "vitrine-stand-in/composed-from-tags-and-colors@1";

  private ModelName() {}
}
