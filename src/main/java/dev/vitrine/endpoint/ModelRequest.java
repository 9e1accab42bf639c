package dev.vitrine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request to a model endpoint.
 *
 * @param contentType media type of {@code body}
 * @param customAttributes {@code name=value} pairs joined by semicolons, sent as {@code
 *     X-Amzn-SageMaker-Custom-Attributes}; null for none
 * @param body at most 6 MB, the real-time endpoints' limit
 * @param patience how long the caller can wait; null for as long as SageMaker lets a model take
 */
public record ModelRequest(
    String contentType,
    @Nullable String customAttributes,
    byte[] body,
    @Nullable Duration patience) {

  /** {@return a JPEG sent as it is} */
  public static ModelRequest jpeg(byte[] picture, String customAttributes) {
    return new ModelRequest("image/jpeg", customAttributes, picture, null);
  }

  /** {@return a JSON document} */
  public static ModelRequest json(JsonNode document) {
    byte[] body = document.toString().getBytes(StandardCharsets.UTF_8);
    return new ModelRequest("application/json", null, body, null);
  }

  /** {@return the same request of a caller who waits no longer than this} */
  public ModelRequest within(Duration most) {
    return new ModelRequest(contentType, customAttributes, body, most);
  }
}
