package dev.vitrine.tag;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.endpoint.EndpointConfig;
import dev.vitrine.endpoint.ModelEndpoints;
import dev.vitrine.vocabulary.LabelSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scores labels on a picture. */
public interface Tagger {

  /** {@return one that asks the endpoint that is configured} */
  static Tagger through(ModelEndpoints endpoints, EndpointConfig config, ObjectMapper json) {
    return new SageMakerTagger(endpoints, config, json);
  }

  /**
   * @param jpeg at most 1024 px a side
   * @param groups what to look for, all in one request
   * @throws dev.vitrine.endpoint.ModelUnavailableException caught by {@code Retry} of state
   *     TagImage
   * @throws dev.vitrine.endpoint.ModelRefusedException caught by state TagImageFailed
   */
  Scores look(byte[] jpeg, List<LabelGroup> groups);

  /**
   * Scores other labels on a picture that was seen before, without the picture.
   *
   * @throws dev.vitrine.endpoint.ModelRefusedException when it is another model's embedding
   */
  Scores recall(Embedding seen, List<LabelGroup> groups);

  /**
   * Labels that are scored together.
   *
   * @param name unique in a request
   * @param competing whether one of them is the answer, so that scores sum to at most 1; else each
   *     is scored by itself
   */
  record LabelGroup(String name, LabelSet labels, boolean competing) {}

  /**
   * A model's answer.
   *
   * @param model the model that scored
   * @param groups by the group's name: labels best first
   * @param embedding what the model saw; null from one that does not tell
   */
  record Scores(
      String model, Map<String, List<ScoredLabel>> groups, @Nullable Embedding embedding) {
    public Scores {
      groups = Map.copyOf(groups);
    }
  }

  /**
   * @param score in [0, 1]
   */
  record ScoredLabel(String label, double score) {}
}
