package dev.vitrine.query;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What API Gateway found in a token it checked.
 *
 * @param values empty when the request came without a token
 */
record Claims(Map<String, String> values) {
  private static final String SELLER = "custom:seller";
  private static final String SUBJECT = "sub";

  Claims {
    values = Map.copyOf(values);
  }

  /** {@return the tenant; null when the claims name none} */
  @Nullable String seller() {
    String seller = values.get(SELLER);
    return seller == null ? values.get(SUBJECT) : seller;
  }
}
