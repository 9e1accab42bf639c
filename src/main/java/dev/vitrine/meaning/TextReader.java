package dev.vitrine.meaning;

import dev.vitrine.tag.Embedding;
import java.util.Optional;

/** Reads texts with the model that looks at pictures, so that both can be compared. */
public interface TextReader {
  /** A description without a text. */
  String ANYTHING = "a photo";

  /**
   * {@return the sentence that a model reads for a text: models have learnt from captions, not from
   * a few words}
   *
   * @param text blank for a photo of anything
   */
  static String sentence(String text) {
    String words = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return words.isEmpty() ? ANYTHING : ANYTHING + " of " + words;
  }

  /**
   * {@return what a text means to the model; empty where no model reads texts at the moment}
   *
   * @param text a few words that describe a picture, such as {@code red summer dress}; a model
   *     reads no more than its first words
   */
  Optional<Meaning> read(String text);

  /**
   * What a text means to a model.
   *
   * @param text embedding of the text, as a picture's description
   * @param nothing embedding of a description without the text: a picture that is no nearer to the
   *     text than to this hardly shows what the text describes
   */
  record Meaning(Embedding text, Embedding nothing) {
    public Meaning {
      if (!text.model().equals(nothing.model())) {
        throw new IllegalArgumentException(
            "embeddings of two models: " + text.model() + ", " + nothing.model());
      }
    }
  }
}
