package dev.vitrine.local.sagemaker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.endpoint.ModelEndpoints;
import dev.vitrine.endpoint.ModelRefusedException;
import dev.vitrine.endpoint.ModelRequest;
import dev.vitrine.endpoint.ModelUnavailableException;
import dev.vitrine.local.model.ClipEndpoint;
import dev.vitrine.local.model.ModelAnswer;
import dev.vitrine.tag.Tagger;
import java.io.IOException;

/** The tagger of a CLIP endpoint that is asked without HTTP, as one of SageMaker would be. */
public final class InProcessTagger {
  private InProcessTagger() {}

  /** {@return a tagger that asks this endpoint} */
  public static Tagger through(ClipEndpoint clip, ObjectMapper json) {
    ModelEndpoints endpoints = (endpoint, request) -> answer(clip, request, json);
    return Tagger.through(endpoints, "the model", json);
  }

  private static JsonNode answer(ClipEndpoint clip, ModelRequest request, ObjectMapper json) {
    ModelAnswer answer = clip.invoke(request.contentType(), "", request.body());
    try {
      JsonNode body = json.readTree(answer.json());
      JsonNode error = body.path("error");
      if (error.isObject()) {
        throw new ModelRefusedException(
            error.path("code").asText(), error.path("message").asText());
      }
      return body;
    } catch (IOException e) {
      throw new ModelUnavailableException("the model answered something else than JSON", e);
    }
  }
}
