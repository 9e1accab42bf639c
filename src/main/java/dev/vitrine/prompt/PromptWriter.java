package dev.vitrine.prompt;

import java.util.List;

/** Writes a caption and a generation prompt for a picture. */
public interface PromptWriter {

  /**
   * @param jpeg at most 1024 px a side
   * @throws dev.vitrine.endpoint.ModelUnavailableException caught by {@code Retry} of state
   *     WritePrompt
   * @throws dev.vitrine.endpoint.ModelRefusedException caught by state WritePromptFailed
   */
  Written write(byte[] jpeg);

  /**
   * A model's answer.
   *
   * @param caption a plain sentence
   * @param prompt caption and terms
   * @param mode how it was written
   * @param terms what was added to the caption
   * @param model caption model and CLIP model
   */
  record Written(
      String caption, String prompt, String mode, List<Prompt.Term> terms, String model) {
    public Written {
      terms = List.copyOf(terms);
    }
  }
}
