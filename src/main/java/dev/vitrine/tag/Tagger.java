package dev.vitrine.tag;

import dev.vitrine.vocabulary.LabelSet;
import java.util.List;

/** Scores labels on a picture. */
public interface Tagger {

  /**
   * @param jpeg at most 1024 px a side
   * @param labels what to look for
   * @return the likeliest labels, each scored by itself
   * @throws dev.vitrine.endpoint.ModelUnavailableException caught by {@code Retry} of state
   *     TagImage
   * @throws dev.vitrine.endpoint.ModelRefusedException caught by state TagImageFailed
   */
  Scores score(byte[] jpeg, LabelSet labels);

  /**
   * A model's answer.
   *
   * @param model the model that scored
   * @param labels best first, at most 50
   */
  record Scores(String model, List<ScoredLabel> labels) {
    public Scores {
      labels = List.copyOf(labels);
    }
  }

  /**
   * @param score in [0, 1]
   */
  record ScoredLabel(String label, double score) {}
}
