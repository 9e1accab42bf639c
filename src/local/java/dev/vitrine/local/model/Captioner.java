package dev.vitrine.local.model;

import dev.vitrine.image.Box;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model that says in a sentence what a picture shows. */
public interface Captioner extends AutoCloseable {
  /** {@return its name, which evidence carries} */
  String name();

  /**
   * Looks at a picture.
   *
   * @param picture JPEG, PNG, WebP or GIF that has been decoded once
   * @param deadline of the prompt that is written after it, by System.nanoTime(); where there is
   *     little time until then, the captioner may leave out the objects
   * @throws EndpointException MODEL_ERROR or DEADLINE when the model gives no usable answer
   */
  Captioned caption(byte[] picture, long deadline);

  /** Gives back what the model holds. */
  @Override
  default void close() {}

  /**
   * What a captioner says.
   *
   * @param sentence one line
   * @param words what is written on the product, as it is written there; may be empty
   * @param objects objects with their boxes, in the captioner's order; null if it found out none
   * @param skipped why a captioner that finds objects did not this time, as a sentence; else null
   */
  record Captioned(
      String sentence,
      List<String> words,
      @Nullable List<DetectedObject> objects,
      @Nullable String skipped) {
    public Captioned(String sentence, List<String> words) {
      this(sentence, words, null, null);
    }

    public Captioned {
      if (sentence.isBlank() || sentence.lines().count() > 1) {
        throw new IllegalArgumentException("a caption is one line with words in it");
      }
      words = List.copyOf(words);
      objects = objects == null ? null : List.copyOf(objects);
    }
  }

  /**
   * An object in the picture.
   *
   * @param label what the captioner calls it: one line
   */
  record DetectedObject(String label, Box box) {}
}
