package dev.vitrine.local.florence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.local.eyes.FolderJson;
import dev.vitrine.local.eyes.PictureForm;
import dev.vitrine.local.eyes.PillowFilter;
import dev.vitrine.local.eyes.UnusableModelException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the folder's own files say of the model.
 *
 * @param picture how a picture is prepared, by preprocessor_config.json
 * @param layers of the decoder
 * @param heads of each layer
 * @param width numbers of a head
 * @param rules by which an answer is continued
 */
record FlorenceConfig(
    FolderJson preprocessor,
    PictureForm picture,
    int layers,
    int heads,
    int width,
    AnswerRules rules) {
  private static final String PREPROCESSOR = "preprocessor_config.json";
  private static final String QUESTIONS = "task_prompts_without_inputs";
  private static final int LARGEST_SIDE = 2048;
  private static final int MOST = 1 << 16;

  static FlorenceConfig read(Path folder) throws UnusableModelException {
    FolderJson config = FolderJson.read(folder, "config.json");
    if (!config.text("model_type", "").equals("florence2")) {
      throw config.wrong("model_type", "must be florence2");
    }
    FolderJson text = config.part("text_config");
    int heads = text.whole("decoder_attention_heads", 1, MOST);
    FolderJson preprocessor = FolderJson.read(folder, PREPROCESSOR);
    return new FlorenceConfig(
        preprocessor,
        picture(preprocessor),
        text.whole("decoder_layers", 1, MOST),
        heads,
        text.whole("d_model", heads, MOST) / heads,
        AnswerRules.read(folder, text));
  }

  private static PictureForm picture(FolderJson json) throws UnusableModelException {
    for (String step : new String[] {"do_resize", "do_normalize", "do_rescale"}) {
      if (!json.json().path(step).asBoolean(true)) {
        throw json.wrong(step, "must be true");
      }
    }
    if (json.json().path("do_center_crop").asBoolean(false)) {
      throw json.wrong("do_center_crop", "must be false");
    }
    if (Math.abs(json.number("rescale_factor", 1 / 255.0) * 255 - 1) > 1e-6) {
      throw json.wrong("rescale_factor", "must be 1/255");
    }
    FolderJson size = json.part("size");
    int side = size.whole("height", 1, LARGEST_SIDE);
    if (size.whole("width", 1, LARGEST_SIDE) != side) {
      throw json.wrong("size", "must be a square");
    }
    return new PictureForm(
        side,
        true,
        filter(json),
        json.colors("image_mean"),
        PictureForm.deviations(json, "image_std"));
  }

  /** Pillow's numbers. */
  private static PillowFilter filter(FolderJson json) throws UnusableModelException {
    int number = json.whole("resample", 0, MOST, 3);
    return switch (number) {
      case 2 -> PillowFilter.BILINEAR;
      case 3 -> PillowFilter.BICUBIC;
      default -> throw json.wrong("resample", "must be 2 (bilinear) or 3 (bicubic)");
    };
  }

  /**
   * {@return the question that a task stands for}
   *
   * @param task such as {@code <CAPTION>}
   */
  String question(String task) throws UnusableModelException {
    return questionIfThere(task)
        .orElseThrow(() -> preprocessor.wrong(QUESTIONS, "must have a question for " + task));
  }

  /** {@return the question that a task stands for; empty if the folder has none} */
  Optional<String> questionIfThere(String task) {
    JsonNode question = preprocessor.json().path(QUESTIONS).path(task);
    return Optional.of(question.asText()).filter(text -> question.isTextual() && !text.isBlank());
  }
}
