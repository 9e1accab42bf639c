package dev.vitrine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses the answers of a model's container. A container that batches requests answers 200 even
 * with an {@code error} inside, so the code of the error decides what to throw, not the status.
 */
final class AnswerParser {
  /** Codes of errors for which a retry may help: the model is at fault, not the request. */
  private static final Set<String> PASSING = Set.of("DEADLINE", "MODEL_ERROR");

  /** Statuses 4xx that say "later": Request Timeout, Too Early, Too Many Requests. */
  private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429);

  /**
   * How DJL Serving names its own failures to ask the model, with the status 400: the model's
   * process is being started again, or answered to a batch of requests with something else.
   *
   * @see <a
   *     href="https://github.com/deepjavalibrary/djl-serving/blob/cbe5f7bf01f470e324d97ffa012941c5583f7170/serving/src/main/java/ai/djl/serving/http/InferenceRequestHandler.java">onException</a>
   * @see <a
   *     href="https://github.com/deepjavalibrary/djl-serving/blob/013b278664ff5efc0ca9062073cee866a4a39e2e/engines/python/src/main/java/ai/djl/python/engine/PyPredictor.java">batchPredict</a>
   */
  private static final String NOT_ASKED = "TranslateException";

  private final ObjectMapper json;

  AnswerParser(ObjectMapper json) {
    this.json = json;
  }

  /**
   * {@return a JSON object without a member {@code error}}
   *
   * @param from name of the endpoint, for messages
   * @throws ModelRefusedException if the model refuses the request
   * @throws ModelUnavailableException for any other error, or an answer that is not JSON
   */
  JsonNode parse(String from, byte[] body) {
    JsonNode answer;
    try {
      answer = json.readTree(body);
    } catch (IOException e) {
      throw new ModelUnavailableException(from + " answered with something that is not JSON", e);
    }
    if (answer.has("error")) {
      throw failure(from, answer.path("error"), 200, null);
    }
    return answer;
  }

  /**
   * {@return the exception to throw for an error}
   *
   * @param body of the container's response; null if unknown
   * @param status of the container's response
   */
  RuntimeException failure(
      String from, @Nullable String body, int status, @Nullable Exception cause) {
    try {
      JsonNode document = json.readTree(body == null ? "{}" : body);
      if (document.path("type").asText().equals(NOT_ASKED)) {
        String message = document.path("message").asText();
        return new ModelUnavailableException(from + ": " + message, cause);
      }
      return failure(from, document.path("error"), status, cause);
    } catch (IOException notJson) {
      return failure(from, json.createObjectNode(), status, cause);
    }
  }

  private static RuntimeException failure(
      String from, JsonNode error, int status, @Nullable Exception cause) {
    String code = error.path("code").asText("MODEL_ERROR");
    String message = error.path("message").asText("status " + status + " without a message");
    boolean refused =
        !isTransient(status) && (error.has("code") ? !PASSING.contains(code) : status >= 400);
    return refused
        ? new ModelRefusedException(code, message)
        : new ModelUnavailableException(from + ": " + code + ": " + message, cause);
  }

  /** {@return whether a retry may help after a status: time-out, too many requests, any 5xx} */
  static boolean isTransient(int status) {
    return TRANSIENT.contains(status) || status >= 500;
  }
}
