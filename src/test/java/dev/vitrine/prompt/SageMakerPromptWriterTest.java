package dev.vitrine.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.Settings;
import dev.vitrine.contract.Contract;
import dev.vitrine.endpoint.AsynchronousEndpoints;
import dev.vitrine.endpoint.EndpointConfig;
import dev.vitrine.endpoint.ModelEndpoints;
import dev.vitrine.endpoint.ModelRequest;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SageMakerPromptWriterTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final byte[] JPEG = {1, 2, 3};
  private static final PictureRef ORIGINAL =
      PictureRef.of("vitrine-uploads", "demo/a.jpg", null, Revision.ofSequencer("01"));

  /** As the contract has it: every member that an answer must have, and one of those it may. */
  private static final String ANSWER =
      """
      {"prompt":"a cup, studio photo","caption":"a cup","mode":"fast","truncated":false,
       "deadline_hit":false,"timing_ms":{"total":1},"text":["MUG"],
       "terms":[{"table":"flavors","text":"studio photo","similarity":0.25}],
       "model":{"caption":"blip-large","clip":"ViT-L-14/openai"}}""";

  private final Loopback endpoint = new Loopback();
  private final SageMakerPromptWriter writer = writer("real-time");

  @Test
  void asksAsTheContractSaysInBothWays() {
    writer.write(ORIGINAL, JPEG, "token");
    writer("asynchronous").write(ORIGINAL, JPEG, "token");

    assertThat(endpoint.requests)
        .extracting(ModelRequest::customAttributes)
        .containsExactly("mode=fast", "mode=best");
    assertThat(endpoint.tasks).containsExactly("token");
    for (ModelRequest request : endpoint.requests) {
      assertThat(request.body()).isEqualTo(JPEG);
      assertThat(
              Contract.problems(
                  "interrogator.schema.json#/$defs/applicationRequest", document(request)))
          .isEmpty();
    }
  }

  @Test
  void readsAnAnswerOfTheContract() {
    assertThat(Contract.problems("interrogator.schema.json#/$defs/answer", answerOfTheContract()))
        .isEmpty();

    PromptWriter.Written written = writer.write(ORIGINAL, JPEG, "token");

    assertThat(writer("asynchronous").write(ORIGINAL, JPEG, "token")).isEqualTo(written);
    assertThat(written.prompt()).isEqualTo("a cup, studio photo");
    assertThat(written.caption()).isEqualTo("a cup");
    assertThat(written.terms()).containsExactly(new Prompt.Term("flavors", "studio photo", 0.25));
    assertThat(written.model()).isEqualTo("blip-large + ViT-L-14/openai");
  }

  private SageMakerPromptWriter writer(String mode) {
    return new SageMakerPromptWriter(
        endpoint,
        endpoint,
        Settings.with(EndpointConfig.class, Map.of("vitrine.endpoint.interrogator-mode", mode)));
  }

  /** Content type and custom attributes, as applicationRequest has them. */
  private static ObjectNode document(ModelRequest request) {
    ObjectNode document = JSON.createObjectNode().put("contentType", request.contentType());
    ObjectNode attributes = document.putObject("attributes");
    for (String pair : String.valueOf(request.customAttributes()).split(";", -1)) {
      String[] parts = pair.split("=", 2);
      attributes.put(parts[0], parts[1]);
    }
    return document;
  }

  private static JsonNode answerOfTheContract() {
    try {
      return JSON.readTree(ANSWER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers each request with {@link #ANSWER}, and keeps the request. */
  private static final class Loopback implements ModelEndpoints, AsynchronousEndpoints {
    final List<ModelRequest> requests = new ArrayList<>();
    final List<String> tasks = new ArrayList<>();

    @Override
    public JsonNode invoke(String endpoint, ModelRequest request) {
      requests.add(request);
      return answerOfTheContract();
    }

    @Override
    public <T> T invoke(
        String endpoint,
        ModelRequest request,
        PictureRef picture,
        String task,
        Function<JsonNode, T> parse) {
      tasks.add(task);
      return parse.apply(invoke(endpoint, request));
    }

    @Override
    public void forget(PictureRef picture) {
      throw new AssertionError("nothing is deleted here");
    }

    @Override
    public void deleteLateAnswers(Instant before, int most) {
      throw new AssertionError("nothing is deleted here");
    }
  }
}
