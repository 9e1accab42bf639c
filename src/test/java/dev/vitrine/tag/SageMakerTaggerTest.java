package dev.vitrine.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.endpoint.EndpointConfig;
import dev.vitrine.endpoint.ModelEndpoints;
import dev.vitrine.endpoint.ModelRefusedException;
import dev.vitrine.endpoint.ModelRequest;
import dev.vitrine.vocabulary.LabelSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SageMakerTaggerTest {
  private static final LabelSet LABELS =
      new LabelSet(List.of("mug", "teapot"), List.of("a photo of {}"));
  private static final JsonMapper JSON = new JsonMapper();

  private final FakeEndpoints endpoints = new FakeEndpoints();
  private final SageMakerTagger tagger = new SageMakerTagger(endpoints, new FixedNames(), JSON);

  @Test
  void sendsThePictureAndTheNameOfTheLabelSetOnly() {
    endpoints.answers.add(
        "{\"predictions\":[{\"label\":\"mug\",\"score\":0.9}],\"model\":{\"name\":\"clip\"}}");

    assertThat(tagger.score(new byte[] {1}, LABELS))
        .isEqualTo(new Tagger.Scores("clip", List.of(new Tagger.ScoredLabel("mug", 0.9))));
    assertThat(endpoints.requests).hasSize(1);
    assertThat(endpoints.requests.get(0).contentType()).isEqualTo("image/jpeg");
    assertThat(endpoints.requests.get(0).customAttributes())
        .isEqualTo("label_set=" + LABELS.name() + ";top_k=50;multi_label=true");
  }

  @Test
  void introducesTheLabelsOnceToAnEndpointThatDoesNotKnowThem() throws IOException {
    endpoints.refusals.add("LABEL_SET_UNKNOWN");
    endpoints.answers.add("{\"predictions\":[],\"model\":{\"name\":\"clip\"}}");

    tagger.score(new byte[] {1, 2, 3}, LABELS);

    JsonNode introduction = JSON.readTree(endpoints.requests.get(1).body());
    assertThat(introduction.path("image").asText()).isEqualTo("AQID");
    assertThat(introduction.path("candidate_labels").toString()).isEqualTo("[\"mug\",\"teapot\"]");
    assertThat(introduction.path("hypothesis_template").toString())
        .isEqualTo("[\"a photo of {}\"]");
    assertThat(introduction.path("multi_label").asBoolean()).isTrue();
  }

  @Test
  void passesOnARefusalThatLabelsWouldNotMend() {
    endpoints.refusals.add("INVALID_IMAGE");

    assertThatThrownBy(() -> tagger.score(new byte[] {1}, LABELS))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageContaining("INVALID_IMAGE");
    assertThat(endpoints.requests).hasSize(1);
  }

  @Test
  void namesALabelSetAsTheEndpointsDo() {
    // printf '{"labels":["mug","Kännchen"],"templates":["a photo of {}"]}' | sha256sum
    assertThat(new LabelSet(List.of("mug", "Kännchen"), List.of("a photo of {}")).name())
        .isEqualTo("82a9b33a65064c687ca1d221aa68ac67340eaa37b060f258e3ee94ddd534112e");
  }

  private static final class FakeEndpoints implements ModelEndpoints {
    final List<ModelRequest> requests = new ArrayList<>();
    final List<String> refusals = new ArrayList<>();
    final List<String> answers = new ArrayList<>();

    @Override
    public JsonNode invoke(String endpoint, ModelRequest request) {
      assertThat(endpoint).isEqualTo("clip-endpoint");
      requests.add(request);
      if (!refusals.isEmpty()) {
        throw new ModelRefusedException(refusals.remove(0), "refused");
      }
      try {
        return JSON.readTree(answers.remove(0));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public JsonNode answer(String location) {
      throw new AssertionError("tags are asked for in real time");
    }
  }

  private static final class FixedNames implements EndpointConfig {
    @Override
    public String clip() {
      return "clip-endpoint";
    }

    @Override
    public String interrogator() {
      return "unused";
    }

    @Override
    public String sdxl() {
      return "unused";
    }

    @Override
    public String sdxlEngine() {
      return "unused";
    }
  }
}
