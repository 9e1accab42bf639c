package dev.vitrine.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.vocabulary.LabelSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Answers as the CLIP endpoint does: which of the given labels the picture shows.
 *
 * <p>Request, either the bare picture ({@code image/jpeg|png|webp|gif}) with {@code
 * X-Amzn-SageMaker-Custom-Attributes: label_set=NAME;top_k=N;multi_label=true}, or JSON:
 *
 * <pre>
 * {image: base64, candidate_labels: [text] | label_set: NAME, hypothesis_template?: text | [text],
 *  multi_label?: bool, top_k?: int}
 * {image: base64 | embedding_of_image: base64, groups: [{name?, candidate_labels | label_set, ...}]}
 * </pre>
 *
 * <p>Answer: {@code {predictions: [{label, score}], embedding, model: {name, label_set,
 * labels_sha256}, timing_ms}}, predictions best first, all of them unless {@code top_k} says fewer;
 * for groups {@code {groups: [{name, predictions, label_set, labels_sha256}], embedding, model:
 * {name}, timing_ms}}. A model that compares embeddings adds its {@code logit_scale} to its name.
 * {@code embedding} is {@link LabelModel#embedding}; given back as {@code embedding_of_image} it
 * stands for the picture. With {@code multi_label} a score is the label's own probability; without,
 * the labels compete and the scores of the whole set sum to at most 1: what is missing of the
 * stand-in's is the probability that no label fits.
 *
 * <p>A set is named as {@link LabelSet#name} says. A request with candidate_labels teaches the set;
 * a name never taught is answered LABEL_SET_UNKNOWN. Other errors: INVALID_JSON (also for a bad
 * custom attribute), INVALID_LABELS, INVALID_IMAGE, IMAGE_TOO_LARGE, UNSUPPORTED_CONTENT_TYPE,
 * MODEL_ERROR.
 */
public final class ClipEndpoint {
  private final LabelModel<?> model;

  /** Answers for this model. */
  public ClipEndpoint(LabelModel<?> model) {
    this.model = model;
  }

  /**
   * Answers one request; invalid requests get the contract's error.
   *
   * @param contentType the header; empty when there is none
   * @param customAttributes the header X-Amzn-SageMaker-Custom-Attributes; empty when there is none
   */
  public ModelAnswer invoke(String contentType, String customAttributes, byte[] body) {
    return ModelAnswer.to(() -> predict(model, Invocation.of(contentType, customAttributes, body)));
  }

  private static <S> ObjectNode predict(LabelModel<S> model, Invocation invocation) {
    long start = System.nanoTime();
    List<ClipGroup> groups = ClipGroup.of(invocation);
    // The picture first: a damaged one must not make the endpoint learn five thousand labels.
    S seen = see(model, invocation);
    List<LabelScorer<S>> scorers = scorers(model.labelSets(), groups);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode about = answer.putObject("model").put("name", model.name());
    model.logitScale().ifPresent(scale -> about.put("logit_scale", rounded(scale)));
    if (invocation.options().has("groups")) {
      ArrayNode scored = answer.putArray("groups");
      for (int g = 0; g < groups.size(); g++) {
        predictions(seen, groups.get(g), scorers.get(g), scored.addObject());
      }
    } else {
      ObjectNode only = JsonNodeFactory.instance.objectNode();
      predictions(seen, groups.get(0), scorers.get(0), only);
      answer.set("predictions", only.get("predictions"));
      about.set("label_set", only.get("label_set"));
      about.set("labels_sha256", only.get("labels_sha256"));
    }
    answer.put("embedding", model.embedding(seen));
    answer.putObject("timing_ms").put("total", (System.nanoTime() - start) / 1_000_000);
    return answer;
  }

  private static <S> S see(LabelModel<S> model, Invocation invocation) {
    JsonNode embedding = invocation.options().path("embedding_of_image");
    return embedding.isTextual()
        ? model.recall(embedding.asText())
        : model.look(invocation.picture());
  }

  private static <S> List<LabelScorer<S>> scorers(
      LabelSets<? extends LabelScorer<S>> labelSets, List<ClipGroup> groups) {
    // All that are new at once: they share what it takes to learn them.
    labelSets.learn(groups.stream().map(ClipGroup::labels).filter(Objects::nonNull).toList());
    List<LabelScorer<S>> scorers = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (ClipGroup group : groups) {
      labelSets
          .find(group.setName())
          .ifPresentOrElse(scorers::add, () -> unknown.add(group.setName()));
    }
    if (!unknown.isEmpty()) {
      throw EndpointException.unknown(unknown);
    }
    return scorers;
  }

  private static <S> void predictions(
      S seen, ClipGroup group, LabelScorer<S> scorer, ObjectNode to) {
    List<Prediction> ranked = group.each() ? scorer.confidences(seen) : scorer.competing(seen);
    to.put("name", group.name());
    ArrayNode predictions = to.putArray("predictions");
    for (Prediction one : ranked.subList(0, Math.min(group.most(), ranked.size()))) {
      predictions.addObject().put("label", one.label()).put("score", rounded(one.score()));
    }
    to.put("label_set", group.setName()).put("labels_sha256", group.setName());
  }

  static double rounded(double score) {
    return Math.rint(score * 1e6) / 1e6;
  }
}
