package dev.vitrine.local.model;

import java.util.List;

/** A model that says in a sentence what a picture shows. */
public interface Captioner extends AutoCloseable {
  /** {@return its name, which evidence carries} */
  String name();

  /**
   * Looks at a picture.
   *
   * @param picture JPEG, PNG, WebP or GIF that has been decoded once
   * @throws EndpointException MODEL_ERROR or DEADLINE when the model gives no usable answer
   */
  Captioned caption(byte[] picture);

  /** Gives back what the model holds. */
  @Override
  default void close() {}

  /**
   * What a captioner says.
   *
   * @param sentence one line
   * @param words what is written on the product, as it is written there; may be empty
   */
  record Captioned(String sentence, List<String> words) {
    public Captioned {
      if (sentence.isBlank() || sentence.lines().count() > 1) {
        throw new IllegalArgumentException("a caption is one line with words in it");
      }
      words = List.copyOf(words);
    }
  }
}
