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
      JsonNode error = json.readTree(body == null ? "{}" : body).path("error");
      return failure(from, error, status, cause);
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
