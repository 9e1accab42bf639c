package dev.vitrine.prompt;

import dev.vitrine.image.Box;
import dev.vitrine.image.PictureRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a caption and a generation prompt for a picture. */
public interface PromptWriter {

  /**
   * @param picture that the JPEG shows
   * @param jpeg at most 1024 px a side
   * @param task token of the task that needs the prompt: one that comes again gets the same
   * @throws dev.vitrine.endpoint.ModelUnavailableException if the model cannot answer now; the
   *     message stays in its queue and is tried again
   * @throws dev.vitrine.endpoint.ModelRefusedException caught by state WritePromptFailed
   */
  Written write(PictureRef picture, byte[] jpeg, String task);

  /**
   * A model's answer.
   *
   * @param caption a plain sentence
   * @param prompt caption and terms
   * @param mode how it was written
   * @param terms what was added to the caption
   * @param model caption model and CLIP model
   * @param captioner caption model
   * @param texts that can be read on the product, as they are written there; empty also when the
   *     captioner reads none
   * @param objects what the captioner sees, with boxes, at most 20; null if it did not look
   * @param skipped a sentence on what the captioner was not asked or did not answer; null if there
   *     is nothing to say
   */
  record Written(
      String caption,
      String prompt,
      String mode,
      List<Prompt.Term> terms,
      String model,
      String captioner,
      List<String> texts,
      @Nullable List<DetectedObject> objects,
      @Nullable String skipped) {
    public Written {
      terms = List.copyOf(terms);
      texts = List.copyOf(texts);
      objects = objects == null ? null : List.copyOf(objects);
    }
  }

  /**
   * An object in the picture.
   *
   * @param label what the captioner calls it: one line of at most 100 characters
   */
  record DetectedObject(String label, Box box) {}
}
