package dev.vitrine.restyle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.endpoint.AsynchronousEndpoints;
import dev.vitrine.endpoint.EndpointConfig;
import dev.vitrine.endpoint.ModelEndpoints;
import dev.vitrine.endpoint.ModelRefusedException;
import dev.vitrine.endpoint.ModelRequest;
import dev.vitrine.endpoint.ModelUnavailableException;
import dev.vitrine.workflow.RestyleOrder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;

/** An SDXL endpoint that speaks the vendor's JSON: our own container, or the Marketplace's. */
@ApplicationScoped
class SageMakerRestyler implements Restyler {
  private static final int STEPS = 30;
  private static final int CFG_SCALE = 7;

  /**
   * Sent in place of seed 0, which the vendor's contract takes for "any seed": equal orders must
   * give equal pictures.
   */
  static final long SEED_IN_PLACE_OF_ZERO = RestyleOrder.MAX_SEED;

  private final ModelEndpoints endpoints;
  private final AsynchronousEndpoints later;
  private final EndpointConfig config;
  private final ObjectMapper json;

  SageMakerRestyler(
      ModelEndpoints endpoints,
      AsynchronousEndpoints later,
      EndpointConfig config,
      ObjectMapper json) {
    this.endpoints = endpoints;
    this.later = later;
    this.config = config;
    this.json = json;
  }

  @Override
  public Painting paint(PaintRequest asked) {
    ModelRequest request = request(asked.canvas(), asked.prompt(), asked.seed(), asked.strength());
    return switch (config.sdxlMode()) {
      case REAL_TIME -> painting(endpoints.invoke(config.sdxl(), request), asked.seed());
      case ASYNCHRONOUS ->
          later.invoke(
              config.sdxl(),
              request,
              asked.original(),
              asked.task(),
              answer -> painting(answer, asked.seed()));
    };
  }

  private Painting painting(JsonNode answer, long seed) {
    JsonNode artifact = answer.path("artifacts").path(0);
    return switch (artifact.path("finishReason").asText()) {
      case "SUCCESS" ->
          new Painting(
              Base64.getMimeDecoder().decode(artifact.path("base64").asText()),
              artifact.path("seed").asLong(seed),
              config.sdxlEngine());
      case "CONTENT_FILTERED" ->
          throw new ModelRefusedException(
              "CONTENT_FILTERED", "the engine's content filter withheld the picture");
      default ->
          throw new ModelUnavailableException(config.sdxl() + " answered without a picture", null);
    };
  }

  private ModelRequest request(InitImage picture, String prompt, long seed, double strength) {
    ObjectNode request = json.createObjectNode();
    request.putArray("text_prompts").addObject().put("text", prompt).put("weight", 1.0);
    request.put("init_image", Base64.getEncoder().encodeToString(picture.jpeg()));
    request.put("init_image_mode", "IMAGE_STRENGTH");
    // The vendor's image_strength is how much of the picture stays: the inverse of ours.
    request.put("image_strength", 1 - strength);
    request.put("width", picture.size().width()).put("height", picture.size().height());
    request.put("cfg_scale", CFG_SCALE).put("steps", STEPS).put("samples", 1);
    request.put("seed", seed == 0 ? SEED_IN_PLACE_OF_ZERO : seed).put("sampler", "K_DPMPP_2M");
    return ModelRequest.json(request);
  }
}
