package dev.vitrine.tag;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.endpoint.ModelEndpoints;
import dev.vitrine.vocabulary.LabelSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scores labels on a picture. */
public interface Tagger {

  /** {@return a tagger that uses the endpoint of this name} */
  static Tagger through(ModelEndpoints endpoints, String endpoint, ObjectMapper json) {
    return new SageMakerTagger(endpoints, endpoint, json);
  }

  /**
   * @param jpeg at most 1024 px a side
   * @param groups the labels to score, all in one request
   * @throws dev.vitrine.endpoint.ModelUnavailableException if the model cannot answer now; the
   *     message stays in its queue and is tried again
   * @throws dev.vitrine.endpoint.ModelRefusedException caught by state TagImageFailed
   */
  Scores score(byte[] jpeg, List<LabelGroup> groups);

  /**
   * Scores labels on a picture with its embedding, without the picture.
   *
   * @throws dev.vitrine.endpoint.ModelRefusedException if another model made the embedding
   */
  Scores scoreEmbedding(Embedding seen, List<LabelGroup> groups);

  /**
   * Labels that are scored together.
   *
   * @param name unique in a request
   * @param competing whether at most one of them is right, so that scores sum to at most 1; if not,
   *     the labels are scored independently
   */
  record LabelGroup(String name, LabelSet labels, boolean competing) {}

  /**
   * A model's answer.
   *
   * @param model the model that scored
   * @param groups scored labels by the group's name, highest score first
   * @param embedding of the picture; null if the model returns none
   * @param logitScale by which the model multiplies cosines before a softmax or sigmoid, above 0;
   *     null if it does not say
   */
  record Scores(
      String model,
      Map<String, List<ScoredLabel>> groups,
      @Nullable Embedding embedding,
      @Nullable Double logitScale) {
    public Scores {
      groups = Map.copyOf(groups);
    }
  }

  /**
   * @param score in [0, 1]
   */
  record ScoredLabel(String label, double score) {}
}
