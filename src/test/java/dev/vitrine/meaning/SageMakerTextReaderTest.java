package dev.vitrine.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.SetClock;
import dev.vitrine.Settings;
import dev.vitrine.contract.Contract;
import dev.vitrine.endpoint.EndpointConfig;
import dev.vitrine.endpoint.ModelRefusedException;
import dev.vitrine.endpoint.ModelRequest;
import dev.vitrine.endpoint.ModelUnavailableException;
import dev.vitrine.tag.Embedding;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests and answers are held to the contract of the endpoint. */
class SageMakerTextReaderTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ANSWER =
      """
      {"embeddings": ["ADw=", "ALw="], "model": {"name": "%s"}, "timing_ms": {"encode": 3.1}}""";

  private final List<JsonNode> requests = new ArrayList<>();
  private final SetClock clock = new SetClock();
  private String answer = ANSWER.formatted("clip");
  private Optional<RuntimeException> failure = Optional.empty();
  private final TextReader reader =
      new SageMakerTextReader(
          this::invoke,
          Settings.with(EndpointConfig.class, Map.of("vitrine.endpoint.clip", "the-clip")),
          JSON,
          clock);

  private JsonNode invoke(String endpoint, ModelRequest request) {
    try {
      assertThat(endpoint).isEqualTo("the-clip");
      assertThat(request.patience()).isLessThan(Duration.ofSeconds(10));
      JsonNode body = JSON.readTree(request.body());
      assertThat(Contract.problems("clip.schema.json#/$defs/textsRequest", body)).isEmpty();
      requests.add(body);
      failure.ifPresent(
          e -> {
            throw e;
          });
      return JSON.readTree(answer);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTextIsReadAsAPhotoOfItTogetherWithAPhotoOfAnything() throws IOException {
    TextReader.Meaning meaning = reader.read("  red   summer\n dress ").orElseThrow();

    assertThat(requests).hasSize(1);
    assertThat(requests.get(0))
        .isEqualTo(JSON.readTree("{\"texts\": [\"a photo of red summer dress\", \"a photo\"]}"));
    assertThat(meaning.text()).isEqualTo(new Embedding("clip", "ADw="));
    assertThat(meaning.nothing()).isEqualTo(new Embedding("clip", "ALw="));
    assertThat(Contract.problems("clip.schema.json#/$defs/textsAnswer", JSON.readTree(answer)))
        .isEmpty();
  }

  @Test
  void aTextThatWasReadIsNotReadAgainForSomeMinutes() {
    reader.read("mug");
    clock.pass(Duration.ofMinutes(9));
    reader.read(" mug ");
    assertThat(requests).hasSize(1);

    clock.pass(Duration.ofMinutes(2));
    answer = ANSWER.formatted("another model");

    assertThat(reader.read("mug").orElseThrow().text().model()).isEqualTo("another model");
    assertThat(requests).hasSize(2);
  }

  @Test
  void noMoreThanTheLastTextsAreKept() {
    for (int i = 0; i < 300; i++) {
      reader.read("text " + i);
    }
    reader.read("text 299");
    assertThat(requests).hasSize(300);
    reader.read("text 0");
    assertThat(requests).hasSize(301);
  }

  @Test
  void anEndpointThatDoesNotAnswerOrDoesNotKnowTextsHasNoMeaningForThisCallOnly() {
    for (RuntimeException e :
        List.of(
            new ModelUnavailableException("asleep", null),
            new ModelRefusedException("INVALID_JSON", "give image or embedding_of_image"))) {
      failure = Optional.of(e);
      assertThat(reader.read("mug")).isEmpty();
    }
    failure = Optional.empty();

    assertThat(reader.read("mug")).isPresent();
  }

  @Test
  void anAnswerWithoutEmbeddingsIsNone() {
    answer = "{\"predictions\": [], \"model\": {\"name\": \"clip\"}}";
    assertThat(reader.read("mug")).isEmpty();
    answer = "{\"embeddings\": [\"AAA=\", \"AAA=\"]}";
    assertThat(reader.read("mug")).isEmpty();
  }

  @Test
  void embeddingsThatCannotBeComparedAreNoAnswer() {
    String longer = Base64.getEncoder().encodeToString(new byte[] {0, 60, 0, 60});
    for (String other : List.of(longer, "", "AAA=", "no base64")) {
      answer = ANSWER.formatted("clip").replace("ALw=", other);
      assertThat(reader.read("mug")).isEmpty();
      answer = ANSWER.formatted("clip").replace("ADw=", other);
      assertThat(reader.read("mug")).isEmpty();
    }
    answer = ANSWER.formatted("clip");
    assertThat(reader.read("mug")).isPresent();
  }

  @Test
  void whatIsTooLongForTheEndpointIsCut() {
    assertThat(reader.read("\u00e9".repeat(500) + " \ud83d\udc57".repeat(100))).isPresent();
    assertThat(reader.read("x".repeat(188) + "\ud83d\udc57\ud83d\udc57")).isPresent();
  }
}
