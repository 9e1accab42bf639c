package dev.vitrine.failure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a model's refusal into a sentence for the seller, with the model's own words where a seller
 * can use them.
 */
final class ModelRefusal {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String FILTERED = "CONTENT_FILTERED";
  private static final int LONGEST = 200;

  /** Codes of the endpoints' contract that are about the picture. */
  private static final Set<String> ABOUT_THE_PICTURE = Set.of("INVALID_IMAGE", "IMAGE_TOO_LARGE");

  /** Codes of the endpoints' contract that are about the vocabulary. */
  private static final Set<String> ABOUT_LABELS = Set.of("INVALID_LABELS", "LABEL_SET_UNKNOWN");

  private static final Pattern REFUSAL = Pattern.compile("([A-Z][A-Z_]+): (.*)", Pattern.DOTALL);

  /** SageMaker's words around the answer of a container. */
  private static final Pattern QUOTED =
      Pattern.compile(".* with message \"(.*?)\"[^\"]*", Pattern.DOTALL);

  /** Text that no seller can use: JSON, markup, names of classes, addresses, traces. */
  private static final Pattern TECHNICAL =
      Pattern.compile(
          "[{}\\[\\]<>\\\\]|\\w+\\.\\w+\\.\\w|Exception|Error:|Traceback|://|\\p{Cntrl}");

  private ModelRefusal() {}

  /**
   * @param step name of the state that failed
   * @param doing its work, as the end of "while ..."
   * @param message {@code CODE: sentence}, or SageMaker's words around a container's answer
   */
  static ImageError inWords(String step, String doing, String message) {
    Matcher plain = REFUSAL.matcher(message);
    if (plain.matches()) {
      return inWords(step, doing, plain.group(1), plain.group(2));
    }
    Matcher quoted = QUOTED.matcher(message);
    JsonNode error = json(quoted.matches() ? quoted.group(1) : message).path("error");
    return inWords(step, doing, error.path("code").asText(""), error.path("message").asText(""));
  }

  private static ImageError inWords(String step, String doing, String code, String modelsWords) {
    if (code.equals(FILTERED)) {
      return never(FILTERED, "The model's content filter kept the result back.", "");
    }
    if (ABOUT_THE_PICTURE.contains(code)) {
      return never("MODEL_REFUSED", "The model cannot use this picture", modelsWords);
    }
    if (ABOUT_LABELS.contains(code)) {
      return never("MODEL_REFUSED", "The model does not take this vocabulary", modelsWords);
    }
    return step.startsWith("RestyleImage")
        ? never("MODEL_REFUSED", "This restyle cannot be painted", modelsWords)
        : never("MODEL_REFUSED", "The model did not take the request while " + doing, modelsWords);
  }

  private static ImageError never(String code, String sentence, String modelsWords) {
    String words = modelsWords.strip();
    boolean helps =
        !words.isEmpty() && words.length() <= LONGEST && !TECHNICAL.matcher(words).find();
    String end = words.endsWith(".") ? "" : ".";
    String whole = helps ? sentence + ": " + words + end : sentence;
    return new ImageError(code, whole.endsWith(".") ? whole : whole + ".", false);
  }

  private static JsonNode json(String text) {
    try {
      JsonNode node = JSON.readTree(text.replace("\\\"", "\""));
      return node == null ? JSON.createObjectNode() : node;
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }
}
