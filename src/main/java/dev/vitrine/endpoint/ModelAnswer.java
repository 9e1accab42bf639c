package dev.vitrine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a container says. One that batches requests answers 200 with an {@code error} inside; that
 * and a 4xx or 5xx are told apart by the contract's code, not by the status.
 */
final class ModelAnswer {
  /** Codes that say the model, not the request, is at fault. */
  private static final Set<String> PASSING = Set.of("DEADLINE", "MODEL_ERROR");

  private final ObjectMapper json;

  ModelAnswer(ObjectMapper json) {
    this.json = json;
  }

  /**
   * {@return a JSON object without a member {@code error}}
   *
   * @param from whom to name when it is none
   */
  JsonNode meant(String from, byte[] body) {
    JsonNode answer;
    try {
      answer = json.readTree(body);
    } catch (IOException e) {
      throw new ModelUnavailableException(from + " answered something else than JSON", e);
    }
    if (answer.has("error")) {
      throw failure(from, answer.path("error"), 200, null);
    }
    return answer;
  }

  /**
   * {@return what to throw}
   *
   * @param body the container's; null when it is not known
   * @param status the container's
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
    boolean refused = error.has("code") ? !PASSING.contains(code) : status >= 400 && status < 500;
    return refused
        ? new ModelRefusedException(code, message)
        : new ModelUnavailableException(from + ": " + code + ": " + message, cause);
  }
}
