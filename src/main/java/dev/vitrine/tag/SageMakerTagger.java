package dev.vitrine.tag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.endpoint.EndpointConfig;
import dev.vitrine.endpoint.ModelEndpoints;
import dev.vitrine.endpoint.ModelRefusedException;
import dev.vitrine.endpoint.ModelRequest;
import dev.vitrine.endpoint.ModelUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The CLIP endpoint. A request names its label sets; an endpoint that does not know one is sent the
 * labels once and keeps their embeddings, so a new vocabulary needs no deployment.
 */
@ApplicationScoped
class SageMakerTagger implements Tagger {
  private final ModelEndpoints endpoints;
  private final String endpoint;
  private final ObjectMapper json;

  @Inject
  SageMakerTagger(ModelEndpoints endpoints, EndpointConfig config, ObjectMapper json) {
    this(endpoints, config.clip(), json);
  }

  SageMakerTagger(ModelEndpoints endpoints, String endpoint, ObjectMapper json) {
    this.endpoints = endpoints;
    this.endpoint = endpoint;
    this.json = json;
  }

  @Override
  public Scores score(byte[] jpeg, List<LabelGroup> groups) {
    ObjectNode request = json.createObjectNode();
    request.put("image", Base64.getEncoder().encodeToString(jpeg)).put("embedding", true);
    return ask(request, groups);
  }

  @Override
  public Scores scoreEmbedding(Embedding seen, List<LabelGroup> groups) {
    ObjectNode request = json.createObjectNode().put("embedding_of_image", seen.vector());
    Scores scores = ask(request, groups);
    if (!scores.model().equals(seen.model())) {
      throw new ModelRefusedException(
          "EMBEDDING_OF_ANOTHER_MODEL",
          scores.model() + " cannot read what " + seen.model() + " saw");
    }
    return new Scores(scores.model(), scores.groups(), seen, scores.logitScale());
  }

  private Scores ask(ObjectNode request, List<LabelGroup> groups) {
    try {
      return send(withGroups(request, groups, false), groups);
    } catch (ModelRefusedException e) {
      if (!e.code().equals("LABEL_SET_UNKNOWN")) {
        throw e;
      }
      return send(withGroups(request, groups, true), groups);
    }
  }

  private ObjectNode withGroups(ObjectNode request, List<LabelGroup> groups, boolean introduce) {
    ObjectNode whole = request.deepCopy();
    for (LabelGroup group : groups) {
      ObjectNode one = whole.withArrayProperty("groups").addObject().put("name", group.name());
      one.put("multi_label", !group.competing());
      if (introduce) {
        group.labels().labels().forEach(one.withArrayProperty("candidate_labels")::add);
        group.labels().templates().forEach(one.withArrayProperty("hypothesis_template")::add);
      } else {
        one.put("label_set", group.labels().name());
      }
    }
    return whole;
  }

  private Scores send(ObjectNode request, List<LabelGroup> groups) {
    return scores(endpoints.invoke(endpoint, ModelRequest.json(request)), groups);
  }

  private Scores scores(JsonNode answer, List<LabelGroup> groups) {
    Map<String, List<ScoredLabel>> scored = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      List<ScoredLabel> labels = new ArrayList<>();
      for (JsonNode p : predictions(answer, i)) {
        labels.add(new ScoredLabel(p.path("label").asText(), score(p.path("score"))));
      }
      scored.put(groups.get(i).name(), labels);
    }
    String model = answer.path("model").path("name").asText("unnamed model");
    JsonNode vector = answer.path("embedding");
    double scale = answer.path("model").path("logit_scale").asDouble();
    return new Scores(
        model,
        scored,
        vector.isTextual() ? new Embedding(model, vector.asText()) : null,
        scale > 0 ? scale : null);
  }

  /** Without its scores a picture would be done, with no tag and no reason. */
  private JsonNode predictions(JsonNode answer, int group) {
    JsonNode predictions = answer.path("groups").path(group).path("predictions");
    if (!predictions.isArray()) {
      throw new ModelUnavailableException(endpoint + " answered without scores", null);
    }
    return predictions;
  }

  private double score(JsonNode score) {
    double value = score.isNumber() ? score.doubleValue() : Double.NaN;
    if (!(value >= 0 && value <= 1)) {
      throw new ModelUnavailableException(endpoint + " answered the score " + score, null);
    }
    return value;
  }
}
