package dev.vitrine.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/**
 * A request in either of its two forms: the bare picture with options in the header {@code
 * X-Amzn-SageMaker-Custom-Attributes}, or JSON that holds both.
 *
 * @param picture a picture file, not yet looked at; empty where an embedding stands for it
 * @param options the JSON object's other members; custom attributes become members of the same name
 */
@SuppressWarnings("ArrayRecordComponent") // passed on within one call, never compared
record Invocation(byte[] picture, JsonNode options) {
  private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png", "image/webp");

  /**
   * Reads a request.
   *
   * @param contentType with or without parameters, in any case
   * @param customAttributes {@code name=value} pairs between semicolons; may be empty
   * @throws EndpointException UNSUPPORTED_CONTENT_TYPE, INVALID_JSON or INVALID_IMAGE
   */
  static Invocation of(String contentType, String customAttributes, byte[] body) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (PICTURES.contains(type)) {
      return new Invocation(body, attributes(customAttributes));
    }
    if (type.equals("application/json")) {
      return ofJson(body);
    }
    throw new EndpointException(
        EndpointError.UNSUPPORTED_CONTENT_TYPE,
        "Send image/jpeg, image/png, image/webp or application/json.");
  }

  /**
   * A counting option.
   *
   * @return the option as an integer of at least 1, or the default when it is not given
   * @throws EndpointException INVALID_JSON
   */
  int positive(String option, int byDefault) {
    JsonNode value = options.path(option);
    if (value.isMissingNode() || value.isNull()) {
      return byDefault;
    }
    long number = value.isIntegralNumber() ? value.asLong() : digits(value);
    if (number < 1) {
      throw invalid(option + " must be a whole number of at least 1.");
    }
    return (int) Math.min(number, Integer.MAX_VALUE);
  }

  /**
   * A yes-or-no option.
   *
   * @return whether the option is true; false when it is not given
   * @throws EndpointException INVALID_JSON
   */
  boolean flag(String option) {
    JsonNode value = options.path(option);
    return switch (value.asText("")) {
      case "true" -> true;
      case "false", "", "null" -> false;
      default -> throw invalid(option + " must be true or false.");
    };
  }

  /** Custom attributes are text, so numbers come as digits there. */
  private static long digits(JsonNode value) {
    return value.isTextual() && value.asText().matches("\\d{1,9}") ? value.asLong() : -1;
  }

  private static Invocation ofJson(byte[] body) {
    JsonNode json = json(body);
    JsonNode image = json.path("image");
    if (json.has("embedding_of_image")) {
      if (json.has("image")) {
        throw invalid("Give image or embedding_of_image, not both.");
      }
      return new Invocation(new byte[0], json);
    }
    if (!image.isTextual() || image.asText().isEmpty()) {
      throw new EndpointException(EndpointError.INVALID_IMAGE, "image must be base64 text.");
    }
    return new Invocation(base64("image", image.asText()), json);
  }

  /**
   * Reads a body that is one JSON object.
   *
   * @throws EndpointException INVALID_JSON
   */
  static JsonNode json(byte[] body) {
    try {
      JsonNode json = Answer.JSON.readTree(body);
      if (json.isObject()) {
        return json;
      }
    } catch (IOException e) {
      throw invalid("The body is not JSON.");
    }
    throw invalid("The body is not a JSON object.");
  }

  /**
   * Reads a picture's bytes.
   *
   * @throws EndpointException INVALID_IMAGE
   */
  static byte[] base64(String member, String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new EndpointException(EndpointError.INVALID_IMAGE, member + " is not base64.");
    }
  }

  private static ObjectNode attributes(String header) {
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    for (String pair : header.split(";", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        options.put(parts[0].strip(), parts[1].strip());
      } else if (!pair.isBlank()) {
        throw invalid("Custom attributes must be name=value pairs between semicolons.");
      }
    }
    return options;
  }

  static EndpointException invalid(String sentence) {
    return new EndpointException(EndpointError.INVALID_JSON, sentence);
  }
}
