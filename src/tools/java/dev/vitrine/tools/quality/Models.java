package dev.vitrine.tools.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.endpoint.EndpointConfig;
import dev.vitrine.endpoint.ModelEndpoints;
import dev.vitrine.endpoint.ModelRefusedException;
import dev.vitrine.endpoint.ModelRequest;
import dev.vitrine.endpoint.ModelUnavailableException;
import dev.vitrine.local.model.Measured;
import dev.vitrine.local.model.ModelAnswer;
import dev.vitrine.local.model.StandIns;
import dev.vitrine.tag.Tagger;
import dev.vitrine.vocabulary.LabelSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Opens the model that is tried: the stand-in in this process, or an endpoint of SageMaker. */
final class Models implements AutoCloseable {
  private static final LabelSet UNUSED = new LabelSet(List.of("product"), List.of("a photo of {}"));

  private final Tagger tagger;
  private final Optional<StandIns> standIns;

  private Models(Tagger tagger, Optional<StandIns> standIns) {
    this.tagger = tagger;
    this.standIns = standIns;
  }

  /**
   * @param labelSets folder for what the stand-in learns; what is in it may be deleted
   */
  static Models standIn(Path labelSets, ObjectMapper json) {
    StandIns standIns =
        new StandIns(labelSets, UNUSED, 1, picture -> new Measured(List.of(), Optional.empty()));
    ModelEndpoints endpoints = (endpoint, request) -> answer(standIns, request, json);
    return new Models(
        Tagger.through(endpoints, new ClipEndpointName(""), json), Optional.of(standIns));
  }

  /**
   * @param endpoint a name; address, region and credentials are the environment's
   */
  static Models endpoint(String endpoint, ObjectMapper json) {
    ModelEndpoints endpoints = ModelEndpoints.ofEnvironment(json);
    return new Models(
        Tagger.through(endpoints, new ClipEndpointName(endpoint), json), Optional.empty());
  }

  Tagger tagger() {
    return tagger;
  }

  private static JsonNode answer(StandIns standIns, ModelRequest request, ObjectMapper json) {
    ModelAnswer answer = standIns.clip().invoke(request.contentType(), "", request.body());
    try {
      JsonNode body = json.readTree(answer.json());
      JsonNode error = body.path("error");
      if (error.isObject()) {
        throw new ModelRefusedException(
            error.path("code").asText(), error.path("message").asText());
      }
      return body;
    } catch (IOException e) {
      throw new ModelUnavailableException("the stand-in answered something else than JSON", e);
    }
  }

  @Override
  public void close() {
    standIns.ifPresent(StandIns::close);
  }

  private record ClipEndpointName(String clip) implements EndpointConfig {
    @Override
    public String interrogator() {
      return "";
    }

    @Override
    public String sdxl() {
      return "";
    }

    @Override
    public String sdxlEngine() {
      return "";
    }
  }
}
