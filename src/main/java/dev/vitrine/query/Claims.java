package dev.vitrine.query;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The claims of the token that came with a request, checked by API Gateway.
 *
 * @param values by claim; empty if the request came without a token
 */
record Claims(Map<String, String> values) {
  private static final String SELLER = "custom:seller";
  private static final String SUBJECT = "sub";

  Claims {
    values = Map.copyOf(values);
  }

  /** {@return {@code custom:seller}, otherwise {@code sub}; null if the token has neither} */
  @Nullable String seller() {
    String seller = values.get(SELLER);
    return seller == null ? values.get(SUBJECT) : seller;
  }
}
