package dev.vitrine.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request in either of its two forms: the bare picture with options in the header {@code
 * X-Amzn-SageMaker-Custom-Attributes}, or JSON that holds both.
 *
 * @param picture a picture file, not yet looked at; empty where an embedding stands for it
 * @param options the JSON object's other members; custom attributes become members of the same name
 */
@SuppressWarnings("ArrayRecordComponent") // passed on within one call, never compared
public record Invocation(byte[] picture, JsonNode options) {
  private static final Set<String> PICTURES =
      Set.of("image/jpeg", "image/png", "image/webp", "image/gif");
  private static final Pattern DATA_URL = Pattern.compile("^(?i)data:[^,]*;base64,");
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s");

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
        "Send image/jpeg, image/png, image/webp, image/gif or application/json.");
  }

  /**
   * An option that is a whole number.
   *
   * @return the option, from {@code least} to {@code most}, or the default when it is not given
   * @throws EndpointException INVALID_JSON
   */
  int whole(String option, int byDefault, int least, int most) {
    JsonNode value = options.path(option);
    if (value.isMissingNode() || value.isNull()) {
      return byDefault;
    }
    boolean whole = value.isIntegralNumber() && value.canConvertToInt();
    if (!whole || value.intValue() < least || value.intValue() > most) {
      throw invalid(option + " must be a whole number from " + least + " to " + most + ".");
    }
    return value.intValue();
  }

  /**
   * A yes-or-no option.
   *
   * @return whether the option is true; false when it is not given
   * @throws EndpointException INVALID_JSON
   */
  boolean flag(String option) {
    JsonNode value = options.path(option);
    if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      throw invalid(option + " must be true or false.");
    }
    return value.asBoolean();
  }

  private static Invocation ofJson(byte[] body) {
    JsonNode json = json(body);
    if (json.has("embedding_of_image")) {
      if (json.has("image")) {
        throw invalid("Give image or embedding_of_image, not both.");
      }
      return new Invocation(new byte[0], json);
    }
    return new Invocation(picture(json, "image"), json);
  }

  /**
   * Reads a picture's bytes from a member.
   *
   * @throws EndpointException INVALID_JSON when it is missing, INVALID_IMAGE when it is not base64
   */
  static byte[] picture(JsonNode json, String member) {
    JsonNode image = json.path(member);
    if (image.isMissingNode() || image.isNull()) {
      throw invalid(member + " is missing.");
    }
    if (!image.isTextual() || image.asText().isEmpty()) {
      throw new EndpointException(EndpointError.INVALID_IMAGE, member + " must be base64 text.");
    }
    return base64(member, image.asText());
  }

  /**
   * Reads a body that is one JSON object.
   *
   * @throws EndpointException INVALID_JSON
   */
  static JsonNode json(byte[] body) {
    try {
      JsonNode json = ModelAnswer.JSON.readTree(body);
      if (json.isObject()) {
        return json;
      }
    } catch (IOException e) {
      throw invalid("The body is not JSON.");
    }
    throw invalid("The body is not a JSON object.");
  }

  /** Base64 of either alphabet, with or without line breaks, padding and the head of a data URL. */
  public static byte[] base64(String member, String text) {
    String data = DATA_URL.matcher(text).replaceFirst("");
    try {
      return Base64.getDecoder()
          .decode(WHITE_SPACE.matcher(data).replaceAll("").replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      throw new EndpointException(EndpointError.INVALID_IMAGE, member + " is not base64.");
    }
  }

  private static ObjectNode attributes(String header) {
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    for (String pair : header.split(";", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        attribute(options, parts[0].strip(), parts[1].strip());
      } else if (!pair.isBlank()) {
        throw invalid("Custom attributes must be name=value pairs between semicolons.");
      }
    }
    return options;
  }

  /** Custom attributes are text: digits are a number, true and false a flag, but in a name. */
  private static void attribute(ObjectNode options, String name, String value) {
    if (name.equals("label_set")) {
      options.put(name, value);
    } else if (value.matches("[+-]?\\d{1,9}")) {
      options.put(name, Integer.parseInt(value));
    } else if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
      options.put(name, Boolean.parseBoolean(value));
    } else {
      options.put(name, value);
    }
  }

  static EndpointException invalid(String sentence) {
    return new EndpointException(EndpointError.INVALID_JSON, sentence);
  }
}
