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
  /** Those of which it has had no picture, as drafts, once work on one of them has ended. */
  NEW,
  /** Those of which it has had a picture, with title and photos only. */
  EXPORTED,
  /**
   * The same, with the columns of accepted facts too: category, type, tags, metafields. An import
   * replaces what the shop has there, also by nothing.
   */
  EXPORTED_FACTS;

  /** For the API. */
  static final String DESCRIPTION =
      "Which products shopify.csv has. new: those of which it has had no picture, as drafts,"
          + " but for those whose photos are all being worked on, which would be new again."
          + " exported: the others, with the columns of title, handle and photos only, so that an"
          + " import changes nothing else in the shop; without photos in local mode, whose addresses"
          + " Shopify cannot read. Those that nothing names are left out, as a file name would replace"
          + " their titles. exported-facts: the same with the columns of"
          + " category, type, tags and metafields too, in which an import replaces all that the shop"
          + " has, also tags that the seller added there. all: both as drafts, which take a product"
          + " off a shop that has it already";

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
        .filter(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                ApiProblem.invalid(
                    "products", "This must be all, new, exported or exported-facts."));
  }

  /** {@return whether the file has changes of products that a shop may have, and no drafts} */
  boolean isOfChanges() {
    return this == EXPORTED || this == EXPORTED_FACTS;
  }

  /** {@return whether a product is chosen of which the file has had a picture, or has not} */
  boolean has(boolean wasExported) {
    return this == ALL || wasExported == isOfChanges();
  }
}
