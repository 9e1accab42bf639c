package dev.vitrine.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.image.MemoryBudget;
import dev.vitrine.local.painter.PaintingTooSlowException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import javax.imageio.ImageIO;

/**
 * Answers as the vendor's SDXL endpoint does, image to image, with a painter in place of the model.
 *
 * <p>Request: {@code {text_prompts: [{text, weight}], init_image: base64, init_image_mode:
 * "IMAGE_STRENGTH", image_strength, width, height, seed}}; members that only a diffusion model has
 * a use for ({@code cfg_scale}, {@code steps}, {@code sampler}) are checked to be numbers or left
 * alone. Answer: {@code {result: "success", artifacts: [{base64, finishReason: "SUCCESS", seed}]}},
 * the picture as PNG. One sample.
 *
 * <p>The painter knows its styles by the words the prompt begins with and ignores the rest of it.
 */
public final class SdxlEndpoint {
  private static final long MAX_SEED = 4_294_967_295L;
  private static final double DEFAULT_IMAGE_STRENGTH = 0.35;
  private static final Set<String> SIZES =
      Set.of(
          "1024x1024",
          "1152x896",
          "896x1152",
          "1216x832",
          "832x1216",
          "1344x768",
          "768x1344",
          "1536x640",
          "640x1536");

  /** A painter and its picture take 112 bytes a pixel of 1.1 million at most, as measured. */
  private static final long BYTES_OF_A_PAINTING = 128L << 20;

  /** Shorter than the 60 s after which SageMaker's callers do not wait any more. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private final PromptPainter painter;
  private final MemoryBudget memory;

  /** Paints what a prompt asks for. */
  @FunctionalInterface
  public interface PromptPainter {
    /**
     * @param strength how far from the picture, in [0, 1]
     * @return of the picture's size
     * @throws UnpaintablePromptException when it does not know how
     * @throws PaintingTooSlowException when the painting is given up
     */
    BufferedImage paint(BufferedImage picture, String prompt, long seed, double strength);
  }

  /**
   * @param memory where paintings wait for their turn
   */
  public SdxlEndpoint(PromptPainter painter, MemoryBudget memory) {
    this.painter = painter;
    this.memory = memory;
  }

  /**
   * Answers one request; never throws for what is in it.
   *
   * @param contentType not looked at: the vendor takes JSON only
   * @param customAttributes not used by this endpoint
   */
  public Answer invoke(String contentType, String customAttributes, byte[] body) {
    return Answer.to(() -> paintInTurn(body));
  }

  private JsonNode paintInTurn(byte[] body) {
    try (MemoryBudget.Share unused =
        memory.take(BYTES_OF_A_PAINTING, PATIENCE).orElseThrow(SdxlEndpoint::busy)) {
      return paint(Invocation.json(body));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    }
  }

  private static EndpointException busy() {
    return new EndpointException(
        EndpointError.DEADLINE, "Other pictures are being painted; try again.");
  }

  private ObjectNode paint(JsonNode request) {
    String prompt = prompt(request.path("text_prompts"));
    BufferedImage picture = picture(request);
    long seed = (long) number(request, "seed", 0, 0, MAX_SEED);
    double kept = number(request, "image_strength", DEFAULT_IMAGE_STRENGTH, 0, 1);
    if (number(request, "samples", 1, 1, 10) != 1) {
      throw Invocation.invalid("This stand-in paints one sample a request.");
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("result", "success");
    answer
        .putArray("artifacts")
        .addObject()
        .put("base64", png(painted(picture, prompt, seed, 1 - kept)))
        .put("finishReason", "SUCCESS")
        .put("seed", seed);
    return answer;
  }

  private BufferedImage painted(BufferedImage picture, String prompt, long seed, double strength) {
    try {
      return painter.paint(picture, prompt, seed, strength);
    } catch (UnpaintablePromptException e) {
      throw Invocation.invalid(String.valueOf(e.getMessage()));
    } catch (PaintingTooSlowException e) {
      throw new EndpointException(EndpointError.DEADLINE, String.valueOf(e.getMessage()));
    }
  }

  private static String prompt(JsonNode prompts) {
    for (JsonNode one : prompts) {
      if (one.path("weight").asDouble(1) > 0 && !one.path("text").asText().isBlank()) {
        return one.path("text").asText();
      }
    }
    throw Invocation.invalid("text_prompts needs a text of positive weight.");
  }

  private static BufferedImage picture(JsonNode request) {
    String size = request.path("width").asInt() + "x" + request.path("height").asInt();
    if (!SIZES.contains(size)) {
      throw Invocation.invalid("width x height is " + size + ", but must be one of " + SIZES + ".");
    }
    JsonNode image = request.path("init_image");
    if (!image.isTextual()) {
      throw new EndpointException(EndpointError.INVALID_IMAGE, "init_image must be base64 text.");
    }
    BufferedImage picture = Picture.decode(Invocation.base64("init_image", image.asText())).image();
    if (!size.equals(picture.getWidth() + "x" + picture.getHeight())) {
      throw new EndpointException(
          EndpointError.INVALID_IMAGE, "init_image is not exactly " + size + ".");
    }
    return picture;
  }

  private static double number(
      JsonNode request, String name, double byDefault, double least, double most) {
    JsonNode value = request.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return byDefault;
    }
    if (!value.isNumber() || !(value.asDouble() >= least && value.asDouble() <= most)) {
      throw Invocation.invalid(name + " must be a number from " + least + " to " + most + ".");
    }
    return value.asDouble();
  }

  private static String png(BufferedImage image) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "png", bytes);
      return Base64.getEncoder().encodeToString(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }
}
