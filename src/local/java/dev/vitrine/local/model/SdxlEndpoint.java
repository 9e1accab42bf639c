package dev.vitrine.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.image.Cores;
import dev.vitrine.image.MemoryBudget;
import dev.vitrine.local.painter.PaintingTooSlowException;
import dev.vitrine.vocabulary.LabelSet;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;

/**
 * Answers as the vendor's SDXL endpoint does, image to image, with a painter in place of the model.
 *
 * <p>Request: {@code {text_prompts: [{text, weight}], init_image: base64, init_image_mode:
 * "IMAGE_STRENGTH", image_strength, width, height, seed}}; members that only a diffusion model has
 * a use for ({@code cfg_scale}, {@code steps}, {@code sampler}) are checked and not used. All
 * limits are those of model-artifacts/contract. Answer: {@code {result: "success", artifacts:
 * [{base64, finishReason: "SUCCESS", seed}]}}, the picture as PNG. One sample.
 *
 * <p>The painter knows its styles by the words the prompt begins with and ignores the rest of it.
 */
public final class SdxlEndpoint {
  private static final long MAX_SEED = 4_294_967_295L;
  private static final double DEFAULT_IMAGE_STRENGTH = 0.35;
  private static final int MAX_PROMPTS = 10;
  private static final int LONGEST_PROMPT = 2_000;
  private static final int LONGEST_SIDE = 8_192;
  private static final List<String> NOT_OFFERED =
      List.of("style_preset", "mask_image", "mask_source");
  private static final Set<String> MODES = Set.of("IMAGE_STRENGTH", "STEP_SCHEDULE");
  private static final Set<String> SAMPLERS =
      Set.of(
          "DDIM",
          "DDPM",
          "K_DPM_2",
          "K_DPM_2_ANCESTRAL",
          "K_DPMPP_2M",
          "K_EULER",
          "K_EULER_ANCESTRAL",
          "K_HEUN");
  static final Set<String> SIZES =
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
   * Answers one request; invalid requests get the contract's error.
   *
   * @param contentType not looked at: the vendor takes JSON only
   * @param customAttributes not used by this endpoint
   */
  public ModelAnswer invoke(String contentType, String customAttributes, byte[] body) {
    return ModelAnswer.to(() -> paintInTurn(body));
  }

  private JsonNode paintInTurn(byte[] body) {
    try (MemoryBudget.Share unused =
            memory.take(BYTES_OF_A_PAINTING, PATIENCE).orElseThrow(SdxlEndpoint::busy);
        Cores.Core alsoUnused = Cores.take()) {
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
    for (String member : NOT_OFFERED) {
      if (request.hasNonNull(member)) {
        throw Invocation.invalid(member + " is not offered.");
      }
    }
    String prompt = prompt(request.path("text_prompts"));
    BufferedImage picture = picture(request);
    long seed = whole(request, "seed", 0, 0, MAX_SEED);
    double kept = keptShare(request);
    number(request, "cfg_scale", 7, 0, 35);
    whole(request, "steps", 30, 1, 150);
    choice(request, "sampler", "K_DPMPP_2M", SAMPLERS);
    if (whole(request, "samples", 1, 1, 10) != 1) {
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

  /** How much of the picture is kept, in [0, 1]; a step schedule says how much is not. */
  private static double keptShare(JsonNode request) {
    String mode = choice(request, "init_image_mode", "IMAGE_STRENGTH", MODES);
    return mode.equals("IMAGE_STRENGTH")
        ? number(request, "image_strength", DEFAULT_IMAGE_STRENGTH, 0, 1)
        : 1 - number(request, "step_schedule_start", 0.65, 0, 1);
  }

  private static String prompt(JsonNode prompts) {
    if (!prompts.isArray() || prompts.isEmpty() || prompts.size() > MAX_PROMPTS) {
      throw Invocation.invalid("text_prompts must be a list of 1 to " + MAX_PROMPTS + " objects.");
    }
    String wanted = "";
    for (JsonNode one : prompts) {
      String text = one.path("text").asText();
      if (!one.path("text").isTextual()
          || LabelSet.isBlank(text)
          || text.length() > LONGEST_PROMPT
          || text.chars().anyMatch(c -> c < ' ')) {
        throw Invocation.invalid(
            "text must have 1 to " + LONGEST_PROMPT + " characters, no control characters.");
      }
      if (number(one, "weight", 1, -10, 10) > 0 && wanted.isEmpty()) {
        wanted = text;
      }
    }
    if (wanted.isEmpty()) {
      throw Invocation.invalid("text_prompts needs a text of positive weight.");
    }
    return wanted;
  }

  private static BufferedImage picture(JsonNode request) {
    BufferedImage picture = Picture.decode(Invocation.picture(request, "init_image")).image();
    long width = whole(request, "width", picture.getWidth(), 1, LONGEST_SIDE);
    long height = whole(request, "height", picture.getHeight(), 1, LONGEST_SIDE);
    String size = width + "x" + height;
    if (!size.equals(picture.getWidth() + "x" + picture.getHeight())) {
      throw new EndpointException(
          EndpointError.INVALID_IMAGE, "init_image is not exactly " + size + ".");
    }
    if (!SIZES.contains(size)) {
      throw new EndpointException(
          EndpointError.INVALID_IMAGE,
          "width x height is " + size + ", but must be one of " + SIZES + ".");
    }
    return picture;
  }

  private static long whole(JsonNode request, String name, long byDefault, long least, long most) {
    double value = number(request, name, byDefault, least, most);
    if (value != Math.rint(value)) {
      throw Invocation.invalid(name + " must be a whole number.");
    }
    return (long) value;
  }

  private static String choice(
      JsonNode request, String name, String byDefault, Set<String> choices) {
    JsonNode value = request.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return byDefault;
    }
    if (!value.isTextual() || !choices.contains(value.asText())) {
      throw Invocation.invalid(name + " must be one of " + choices + ".");
    }
    return value.asText();
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
