package dev.vitrine.tag;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.endpoint.EndpointConfig;
import dev.vitrine.endpoint.ModelEndpoints;
import dev.vitrine.endpoint.ModelRefusedException;
import dev.vitrine.endpoint.ModelRequest;
import dev.vitrine.vocabulary.LabelSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The CLIP endpoint. A request names its label set; an endpoint that does not know it is sent the
 * labels once and keeps their embeddings, so a new vocabulary needs no deployment.
 */
@ApplicationScoped
class SageMakerTagger implements Tagger {
  private static final int TOP = 50;

  private final ModelEndpoints endpoints;
  private final EndpointConfig config;
  private final ObjectMapper json;

  SageMakerTagger(ModelEndpoints endpoints, EndpointConfig config, ObjectMapper json) {
    this.endpoints = endpoints;
    this.config = config;
    this.json = json;
  }

  @Override
  public Scores score(byte[] jpeg, LabelSet labels) {
    try {
      String attributes = "label_set=%s;top_k=%d;multi_label=true".formatted(labels.name(), TOP);
      return scores(endpoints.invoke(config.clip(), ModelRequest.jpeg(jpeg, attributes)));
    } catch (ModelRefusedException e) {
      if (!e.code().equals("LABEL_SET_UNKNOWN")) {
        throw e;
      }
      return scores(endpoints.invoke(config.clip(), ModelRequest.json(introduction(jpeg, labels))));
    }
  }

  private byte[] introduction(byte[] jpeg, LabelSet labels) {
    ObjectNode request = json.createObjectNode();
    request.put("image", Base64.getEncoder().encodeToString(jpeg));
    labels.labels().forEach(request.putArray("candidate_labels")::add);
    labels.templates().forEach(request.putArray("hypothesis_template")::add);
    request.put("multi_label", true);
    request.put("top_k", TOP);
    try {
      return json.writeValueAsBytes(request);
    } catch (JsonProcessingException e) {
      throw new AssertionError("strings, numbers and a list are JSON", e);
    }
  }

  private static Scores scores(JsonNode answer) {
    List<ScoredLabel> labels = new ArrayList<>();
    for (JsonNode p : answer.path("predictions")) {
      labels.add(new ScoredLabel(p.path("label").asText(), p.path("score").asDouble()));
    }
    return new Scores(answer.path("model").path("name").asText("unnamed model"), labels);
  }
}
