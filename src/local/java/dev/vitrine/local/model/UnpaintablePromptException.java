package dev.vitrine.local.model;

/** A painter does not know how to paint what a prompt asks for. */
public class UnpaintablePromptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param sentence for the caller
   */
  public UnpaintablePromptException(String sentence) {
    super(sentence);
  }
}
