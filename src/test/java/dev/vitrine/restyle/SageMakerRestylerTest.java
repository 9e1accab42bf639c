package dev.vitrine.restyle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.Settings;
import dev.vitrine.contract.Contract;
import dev.vitrine.endpoint.AsynchronousEndpoints;
import dev.vitrine.endpoint.EndpointConfig;
import dev.vitrine.endpoint.ModelEndpoints;
import dev.vitrine.endpoint.ModelRequest;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.restyle.Restyler.PaintRequest;
import dev.vitrine.workflow.RestyleOrder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SageMakerRestylerTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Restyler.InitImage PICTURE =
      new Restyler.InitImage(new byte[] {1, 2, 3}, new CanvasSize(1216, 832));

  private static final PictureRef ORIGINAL =
      PictureRef.of("vitrine-uploads", "demo/a.jpg", null, Revision.ofSequencer("01"));

  private final Loopback endpoint = new Loopback();

  private void paint(String mode, long seed) {
    paint(mode, "a wave", seed);
  }

  private void paint(String mode, String prompt, long seed) {
    EndpointConfig config =
        Settings.with(EndpointConfig.class, Map.of("vitrine.endpoint.sdxl-mode", mode));
    new SageMakerRestyler(endpoint, endpoint, config, JSON)
        .paint(new PaintRequest(ORIGINAL, PICTURE, prompt, seed, 0.6, "token"));
  }

  @Test
  void asksAsTheContractSaysInBothWays() throws IOException {
    paint("real-time", 7);
    assertThat(endpoint.tasks).isEmpty();
    paint("asynchronous", 7);
    assertThat(endpoint.tasks).containsExactly("token");

    for (JsonNode request : endpoint.requests) {
      assertThat(Contract.problems("sdxl.schema.json#/$defs/request", request)).isEmpty();
      assertThat(request.path("seed").asLong()).isEqualTo(7);
      assertThat(request.path("image_strength").asDouble()).isEqualTo(0.4);
    }
    assertThat(endpoint.requests).hasSize(2);
  }

  @Test
  void sendsAPromptOfSeveralLinesAsTheContractTakesIt() {
    RestyleOrder order = RestyleOrder.of(null, "a beach\nat sunset", 7, 0.6);

    paint("real-time", RestylePrompt.of(order, null), 7);

    assertThat(Contract.problems("sdxl.schema.json#/$defs/request", endpoint.requests.get(0)))
        .isEmpty();
  }

  /** Seed 0 is "any seed" in the vendor's contract, but an order of ours must be repeatable. */
  @Test
  void neverAsksForAnySeed() throws IOException {
    paint("real-time", 0);
    paint("asynchronous", 0);

    assertThat(endpoint.requests)
        .extracting(request -> request.path("seed").asLong())
        .containsOnly(4_294_967_295L);
  }

  /** Answers each request with a picture, and keeps the request. */
  private static final class Loopback implements ModelEndpoints, AsynchronousEndpoints {
    final List<JsonNode> requests = new ArrayList<>();
    final List<String> tasks = new ArrayList<>();

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
    public void deleteLateAnswers(Instant before, int most) {
      throw new AssertionError("nothing is deleted here");
    }

    @Override
    public void forget(PictureRef picture) {
      throw new AssertionError("nothing is deleted here");
    }

    @Override
    public JsonNode invoke(String endpoint, ModelRequest request) {
      keep(request);
      var answer = JSON.createObjectNode();
      answer
          .putArray("artifacts")
          .addObject()
          .put("finishReason", "SUCCESS")
          .put("base64", "AQID")
          .put("seed", 7);
      return answer;
    }

    private void keep(ModelRequest request) {
      try {
        requests.add(JSON.readTree(request.body()));
      } catch (IOException e) {
        throw new AssertionError("the request is not JSON", e);
      }
    }
  }
}
