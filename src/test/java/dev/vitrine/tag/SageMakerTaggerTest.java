package dev.vitrine.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.contract.Contract;
import dev.vitrine.endpoint.ModelEndpoints;
import dev.vitrine.endpoint.ModelRefusedException;
import dev.vitrine.endpoint.ModelRequest;
import dev.vitrine.endpoint.ModelUnavailableException;
import dev.vitrine.tag.Tagger.LabelGroup;
import dev.vitrine.vocabulary.LabelSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SageMakerTaggerTest {
  private static final LabelSet LABELS =
      new LabelSet(List.of("mug", "teapot"), List.of("a photo of {}"));
  private static final List<LabelGroup> GROUPS = List.of(new LabelGroup("tag", LABELS, false));
  private static final JsonMapper JSON = new JsonMapper();

  private final FakeEndpoints endpoints = new FakeEndpoints();
  private final SageMakerTagger tagger = new SageMakerTagger(endpoints, "clip-endpoint", JSON);

  @Test
  void sendsThePictureAndTheNamesOfTheLabelSetsOnly() throws IOException {
    endpoints.answers.add(
        """
        {"groups":[{"name":"tag","predictions":[{"label":"mug","score":0.9}]}],
         "embedding":"AAA=","model":{"name":"clip"}}""");

    assertThat(tagger.score(new byte[] {1, 2, 3}, GROUPS))
        .isEqualTo(
            new Tagger.Scores(
                "clip",
                Map.of("tag", List.of(new Tagger.ScoredLabel("mug", 0.9))),
                new Embedding("clip", "AAA="),
                null));
    assertThat(request(0).path("image").asText()).isEqualTo("AQID");
    assertThat(request(0).path("groups").toString())
        .isEqualTo(
            "[{\"name\":\"tag\",\"multi_label\":true,\"label_set\":\"" + LABELS.name() + "\"}]");
  }

  @Test
  void introducesTheLabelsOnceToAnEndpointThatDoesNotKnowThem() throws IOException {
    endpoints.refusals.add("LABEL_SET_UNKNOWN");
    endpoints.answers.add(answer("clip"));

    tagger.score(new byte[] {1, 2, 3}, GROUPS);

    JsonNode group = request(1).path("groups").path(0);
    assertThat(request(1).path("image").asText()).isEqualTo("AQID");
    assertThat(group.path("candidate_labels").toString()).isEqualTo("[\"mug\",\"teapot\"]");
    assertThat(group.path("hypothesis_template").toString()).isEqualTo("[\"a photo of {}\"]");
    assertThat(group.path("multi_label").asBoolean()).isTrue();
  }

  @Test
  void scoresWhatWasSeenBeforeWithoutThePicture() throws IOException {
    endpoints.answers.add(answer("clip"));

    Tagger.Scores scores = tagger.scoreEmbedding(new Embedding("clip", "AAA="), GROUPS);

    assertThat(request(0).has("image")).isFalse();
    assertThat(request(0).path("embedding_of_image").asText()).isEqualTo("AAA=");
    assertThat(scores.embedding()).isEqualTo(new Embedding("clip", "AAA="));
  }

  @Test
  void refusesWhatAnotherModelSaw() {
    endpoints.answers.add(answer("newer clip"));

    assertThatThrownBy(() -> tagger.scoreEmbedding(new Embedding("clip", "AAA="), GROUPS))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageContaining("EMBEDDING_OF_ANOTHER_MODEL");
  }

  /** A container that knows no groups answers a list, as Hugging Face's does. */
  @Test
  void anAnswerWithoutScoresIsNone() {
    for (String bad :
        List.of(
            "[{\"label\":\"mug\",\"score\":0.9}]",
            "{\"groups\":[],\"model\":{\"name\":\"clip\"}}",
            answer("clip").replace("0.9", "1.5"),
            answer("clip").replace("0.9", "\"NaN\""),
            answer("clip").replace("0.9", "null"))) {
      endpoints.answers.add(bad);
      assertThatThrownBy(() -> tagger.score(new byte[] {1}, GROUPS))
          .as(bad)
          .isInstanceOf(ModelUnavailableException.class);
    }
    endpoints.answers.add("{\"groups\":[{\"name\":\"tag\",\"predictions\":[]}]}");
    assertThat(tagger.score(new byte[] {1}, GROUPS).groups().get("tag")).isEmpty();
  }

  private static String answer(String model) {
    return """
        {"groups":[{"name":"tag","predictions":[{"label":"mug","score":0.9}]}],
         "model":{"name":"%s"}}"""
        .formatted(model);
  }

  @Test
  void passesOnARefusalThatLabelsWouldNotMend() {
    endpoints.refusals.add("INVALID_IMAGE");

    assertThatThrownBy(() -> tagger.score(new byte[] {1}, GROUPS))
        .isInstanceOf(ModelRefusedException.class)
        .hasMessageContaining("INVALID_IMAGE");
    assertThat(endpoints.requests).hasSize(1);
  }

  @Test
  void asksAsTheContractSays() throws IOException {
    endpoints.refusals.add("LABEL_SET_UNKNOWN");
    endpoints.answers.add(answer("clip"));
    endpoints.answers.add(answer("clip"));

    tagger.score(new byte[] {1, 2, 3}, GROUPS);
    tagger.scoreEmbedding(new Embedding("clip", "AAA="), GROUPS);

    for (int i = 0; i < 3; i++) {
      assertThat(Contract.problems("clip.schema.json#/$defs/request", request(i))).isEmpty();
    }
  }

  private JsonNode request(int index) throws IOException {
    return JSON.readTree(endpoints.requests.get(index).body());
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
  }
}
