package dev.vitrine.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The claims of the token that came with a request, checked by API Gateway.
 *
 * @param values by claim; empty if the request came without a token
 */
record Claims(Map<String, String> values) {
  private static final String SELLER = "custom:seller";

  Claims {
    values = Map.copyOf(values);
  }

  /** {@return whether the request came with a token at all} */
  boolean isPresent() {
    return !values.isEmpty();
  }

  /**
   * {@return {@code custom:seller}; null if the token does not have it} No other claim takes its
   * place: an access token, which has none, would make its user a seller of their own.
   */
  @Nullable String seller() {
    return values.get(SELLER);
  }
}
