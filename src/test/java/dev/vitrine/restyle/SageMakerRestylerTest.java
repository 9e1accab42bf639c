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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SageMakerRestylerTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Restyler.InitImage PICTURE =
      new Restyler.InitImage(new byte[] {1, 2, 3}, new CanvasSize(1216, 832));

  private static final PictureRef ORIGINAL =
      PictureRef.of("vitrine-uploads", "demo/a.jpg", null, Revision.ofSequencer("01"));

  private final Loopback endpoint = new Loopback();
  private final SageMakerRestyler restyler =
      new SageMakerRestyler(endpoint, endpoint, Settings.atDefaults(EndpointConfig.class), JSON);

  @Test
  void asksAsTheContractSaysInBothWays() throws IOException {
    restyler.paint(PICTURE, "a wave", 7, 0.6);
    restyler.submit(ORIGINAL, PICTURE, "a wave", 7, 0.6, "token");

    for (JsonNode request : endpoint.requests) {
      assertThat(Contract.problems("sdxl.schema.json#/$defs/request", request)).isEmpty();
      assertThat(request.path("seed").asLong()).isEqualTo(7);
      assertThat(request.path("image_strength").asDouble()).isEqualTo(0.4);
    }
    assertThat(endpoint.requests).hasSize(2);
  }

  /** Seed 0 is "any seed" in the vendor's contract, but an order of ours must be repeatable. */
  @Test
  void neverAsksForAnySeed() throws IOException {
    restyler.paint(PICTURE, "a wave", 0, 0.6);
    restyler.submit(ORIGINAL, PICTURE, "a wave", 0, 0.6, "token");

    assertThat(endpoint.requests)
        .extracting(request -> request.path("seed").asLong())
        .containsOnly(4_294_967_295L);
  }

  /** Answers each request with a picture, and keeps the request. */
  private static final class Loopback implements ModelEndpoints, AsynchronousEndpoints {
    final List<JsonNode> requests = new ArrayList<>();

    @Override
    public JsonNode invoke(String endpoint, ModelRequest request) {
      keep(request);
      return answer("");
    }

    @Override
    public Submission submit(
        String endpoint, ModelRequest request, PictureRef picture, String taskToken) {
      keep(request);
      return new Submission("1");
    }

    @Override
    public void forget(PictureRef picture) {
      throw new AssertionError("nothing is deleted here");
    }

    @Override
    public JsonNode answer(String location) {
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
