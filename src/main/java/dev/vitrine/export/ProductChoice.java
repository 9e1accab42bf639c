package dev.vitrine.export;

import dev.vitrine.api.ApiProblem;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which products {@code shopify.csv} has. One of which it has had a picture may be in the shop,
 * with a price, a vendor, sizes and a state that Vitrine does not know and a draft would replace.
 */
enum ProductChoice {
  /** All of them, as drafts. */
  ALL,
  /** Those of which it has had no picture, as drafts. */
  NEW,
  /** Those of which it has had a picture, with the columns that Vitrine knows all of. */
  EXPORTED;

  /** For the API. */
  static final String DESCRIPTION =
      "Which products shopify.csv has. new: those of which it has had no picture, as drafts."
          + " exported: the others, without the columns of description, vendor, status, SKU and"
          + " options, so that an import changes nothing that the seller has set in the shop. all:"
          + " both as drafts, which take a product off a shop that has it already";

  /**
   * {@return the choice that a parameter names; all without one}
   *
   * @throws ApiProblem if there is no such choice
   */
  static ProductChoice ofParameter(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return ALL;
    }
    return Arrays.stream(values())
        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() -> ApiProblem.invalid("products", "This must be all, new or exported."));
  }

  /** {@return whether a product is chosen of which the file has had a picture, or has not} */
  boolean has(boolean wasExported) {
    return this == ALL || wasExported == (this == EXPORTED);
  }
}
