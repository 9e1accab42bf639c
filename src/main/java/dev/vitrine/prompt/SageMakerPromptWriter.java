package dev.vitrine.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.endpoint.AsynchronousEndpoints;
import dev.vitrine.endpoint.EndpointConfig;
import dev.vitrine.endpoint.ModelEndpoints;
import dev.vitrine.endpoint.ModelRequest;
import dev.vitrine.endpoint.ModelUnavailableException;
import dev.vitrine.image.PictureRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The CLIP Interrogator endpoint: mode {@code fast} if real-time, {@code best} if asynchronous. */
@ApplicationScoped
class SageMakerPromptWriter implements PromptWriter {
  private final ModelEndpoints endpoints;
  private final AsynchronousEndpoints later;
  private final EndpointConfig config;

  SageMakerPromptWriter(
      ModelEndpoints endpoints, AsynchronousEndpoints later, EndpointConfig config) {
    this.endpoints = endpoints;
    this.later = later;
    this.config = config;
  }

  @Override
  public Written write(PictureRef picture, byte[] jpeg, String task) {
    String endpoint = config.interrogator();
    return switch (config.interrogatorMode()) {
      case REAL_TIME ->
          parseAnswer(endpoints.invoke(endpoint, ModelRequest.jpeg(jpeg, "mode=fast")));
      case ASYNCHRONOUS ->
          later.invoke(
              endpoint, ModelRequest.jpeg(jpeg, "mode=best"), picture, task, this::parseAnswer);
    };
  }

  private Written parseAnswer(JsonNode answer) {
    String prompt = answer.path("prompt").asText();
    if (prompt.isBlank()) {
      throw new ModelUnavailableException(
          config.interrogator() + " answered without a prompt", null);
    }
    List<Prompt.Term> terms = new ArrayList<>();
    for (JsonNode t : answer.path("terms")) {
      terms.add(
          new Prompt.Term(
              t.path("table").asText(), t.path("text").asText(), t.path("similarity").asDouble()));
    }
    List<String> texts = new ArrayList<>();
    answer.path("text").forEach(text -> texts.add(text.asText()));
    JsonNode model = answer.path("model");
    String captioner = model.path("caption").asText();
    return new Written(
        answer.path("caption").asText(),
        prompt,
        answer.path("mode").asText("fast"),
        terms,
        captioner + " + " + model.path("clip").asText(),
        captioner,
        texts,
        answer.hasNonNull("boxes") ? DetectedObjects.parse(answer.path("boxes")) : null,
        model.path("skipped").asText(null));
  }
}
