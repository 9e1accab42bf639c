package dev.vitrine.local.model;

import java.util.List;

/**
 * Scores the labels of one set. Immutable; any number of threads may ask at a time.
 *
 * @param <S> what the model sees in a picture
 */
public interface LabelScorer<S> {
  /**
   * Each label on its own: the score does not depend on the other labels.
   *
   * @return every label, best first; equal ones in the set's order
   */
  List<Prediction> confidences(S seen);

  /**
   * The labels compete: the scores sum to at most 1.
   *
   * @return every label, best first; equal ones in the set's order
   */
  List<Prediction> competing(S seen);

  /** {@return the bytes that the scorer keeps in memory, about} */
  long size();
}
