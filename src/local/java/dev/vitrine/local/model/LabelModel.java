package dev.vitrine.local.model;

import java.util.OptionalDouble;

/**
 * A model behind the CLIP endpoint: a stand-in or a real one.
 *
 * @param <S> what the model sees in a picture
 */
public interface LabelModel<S> {
  /** {@return the name that answers and evidence carry} */
  String name();

  /** {@return by what cosines are multiplied; empty for a model that compares no embeddings} */
  OptionalDouble logitScale();

  /**
   * Looks at a picture.
   *
   * @param picture a JPEG, PNG, WebP or GIF file
   * @throws EndpointException INVALID_IMAGE or IMAGE_TOO_LARGE
   */
  S look(byte[] picture);

  /** {@return base64 of little-endian float16, from which any labels can be scored} */
  String embedding(S seen);

  /**
   * {@return what the model saw when it answered with this embedding}
   *
   * @throws EndpointException INVALID_IMAGE when it is none of this model's
   */
  S recall(String embedding);

  /** {@return the label sets that the model knows} */
  LabelSets<? extends LabelScorer<S>> labelSets();
}
