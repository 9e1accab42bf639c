package dev.vitrine.local.model;

/** The painter has no style for the prompt. */
public class UnpaintablePromptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param sentence for the caller
   */
  public UnpaintablePromptException(String sentence) {
    super(sentence);
  }
}
