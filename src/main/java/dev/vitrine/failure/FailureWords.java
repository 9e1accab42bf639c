package dev.vitrine.failure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.endpoint.ModelRefusedException;
import dev.vitrine.endpoint.ModelUnavailableException;
import dev.vitrine.measure.ProductUnsureException;
import dev.vitrine.render.PictureGoneException;
import dev.vitrine.restyle.UnknownStyleException;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.upload.StorageUnavailableException;
import dev.vitrine.workflow.WorkflowUnavailableException;
import java.util.Map;

/** Turns the workflow's error names into stable codes and sentences for the seller. */
final class FailureWords {
  private static final JsonMapper JSON = new JsonMapper();

  /** The work of each state, as the end of "Vitrine failed while ...". */
  private static final Map<String, String> DOING =
      Map.of(
          "RenderImage", "reading the picture",
          "TagImage", "tagging the picture",
          "WritePrompt", "writing the prompt",
          "TagProducts", "telling its products apart",
          "StoreDescription", "storing the description",
          "RestyleImage", "painting the picture",
          "RestyleImages", "painting the picture",
          "FinishImage", "finishing the picture");

  private FailureWords() {}

  /**
   * @param step name of the state that failed
   * @param error Step Functions' error name: a Java class, {@code States.…}, {@code Lambda.…}
   * @param cause Lambda's {@code {"errorMessage", "errorType"}}, or plain words
   */
  static ImageError of(String step, String error, String cause) {
    String doing = DOING.getOrDefault(step, "working on the picture");
    if (error.equals(ModelUnavailableException.class.getName())) {
      return later("MODEL_UNAVAILABLE", "The model did not answer while " + doing);
    }
    if (error.equals(ModelRefusedException.class.getName())) {
      return ModelRefusal.inWords(step, doing, message(cause));
    }
    if (error.equals(PictureGoneException.class.getName())) {
      return never("PICTURE_GONE", "The picture was deleted or replaced while it was worked on.");
    }
    if (error.equals(UnknownStyleException.class.getName())) {
      return never("UNKNOWN_STYLE", "There is no style of that name any more.");
    }
    if (error.equals(ProductUnsureException.class.getName())) {
      return never(ImageError.PRODUCT_UNSURE, message(cause) + " " + ImageError.WITHOUT_KEEPING);
    }
    if (error.equals(StorageUnavailableException.class.getName())) {
      return later("STORAGE_UNAVAILABLE", "The picture store did not answer while " + doing);
    }
    if (error.equals(TableUnavailableException.class.getName())
        || error.equals(WorkflowUnavailableException.class.getName())) {
      return later("CATALOG_UNAVAILABLE", "The catalog did not answer while " + doing);
    }
    if (error.equals("States.Timeout")
        || error.equals("Sandbox.Timedout")
        || cause.contains("Task timed out")) {
      return later("TIMEOUT", "It took too long: Vitrine stopped while " + doing);
    }
    // Step Functions' words for calls of other services: throttled, not ready, not reached.
    if (error.startsWith("Lambda.") || error.startsWith("SQS.") || error.startsWith("Runtime.")) {
      return later("PLATFORM_UNAVAILABLE", "The cloud did not let Vitrine go on while " + doing);
    }
    return later(ImageError.INTERNAL, "Something went wrong while " + doing);
  }

  private static ImageError later(String code, String what) {
    return new ImageError(code, what + ". Trying again may help.", true);
  }

  private static ImageError never(String code, String sentence) {
    return new ImageError(code, sentence, false);
  }

  private static String message(String cause) {
    try {
      JsonNode error = JSON.readTree(cause);
      return error == null ? cause : error.path("errorMessage").asText(cause);
    } catch (JsonProcessingException e) {
      return cause;
    }
  }
}
