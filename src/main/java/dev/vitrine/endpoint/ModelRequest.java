package dev.vitrine.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * A request to a model endpoint.
 *
 * @param contentType media type of {@code body}
 * @param customAttributes {@code name=value} pairs joined by semicolons, sent as {@code
 *     X-Amzn-SageMaker-Custom-Attributes}; null for none
 * @param body at most 6 MB, the real-time endpoints' limit
 */
public record ModelRequest(String contentType, @Nullable String customAttributes, byte[] body) {

  /** {@return a JPEG sent as it is} */
  public static ModelRequest jpeg(byte[] picture, String customAttributes) {
    return new ModelRequest("image/jpeg", customAttributes, picture);
  }

  /** {@return a JSON document} */
  public static ModelRequest json(byte[] document) {
    return new ModelRequest("application/json", null, document);
  }
}
