package dev.vitrine.local.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.function.Supplier;

/**
 * The answer of a serving container to {@code POST /invocations}.
 *
 * @param status 200, or the 4xx/5xx of the error
 * @param json UTF-8, one object; with an {@code error} member unless the status is 200
 */
@SuppressWarnings("ArrayRecordComponent") // written once to a socket, never compared
public record ModelAnswer(int status, byte[] json) {
  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final System.Logger LOG = System.getLogger(ModelAnswer.class.getName());

  /** Turns whatever goes wrong in an invocation into the contract's error object. */
  static ModelAnswer to(Supplier<JsonNode> invocation) {
    try {
      return of(200, invocation.get());
    } catch (EndpointException e) {
      return error(e.error(), e.sentence(), e.labelSets());
    } catch (RuntimeException e) {
      // The caller learns only that the model failed; the cause goes to the log.
      LOG.log(System.Logger.Level.ERROR, "invocation failed", e);
      return error(EndpointError.MODEL_ERROR, "The model failed on this picture.", List.of());
    }
  }

  private static ModelAnswer error(EndpointError error, String message, List<String> labelSets) {
    var body = JsonNodeFactory.instance.objectNode();
    var details = body.putObject("error").put("code", error.name()).put("message", message);
    if (!labelSets.isEmpty()) {
      labelSets.forEach(details.putArray("label_sets")::add);
    }
    return of(error.status(), body);
  }

  private static ModelAnswer of(int status, JsonNode body) {
    try {
      return new ModelAnswer(status, JSON.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree that cannot be written", e);
    }
  }
}
