package dev.vitrine.tools.taxonomy;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What of a release a seller wants.
 *
 * @param verticals prefixes or names, in lower case; empty for all
 * @param levels how deep the tree may be, verticals included
 * @param attributes handles of what is to be asked; empty for those that most of the categories
 *     have
 */
record ShopifyChoice(List<String> verticals, int levels, List<String> attributes) {
  /** Most attributes that are taken unasked. */
  static final int MOST = 40;

  /**
   * What is never taken unasked: what is said about people, and what no picture shows, or pixels
   * answer.
   */
  static final Set<String> NOT_UNASKED =
      Set.of(
          "age-group",
          "target-gender",
          "gender",
          "skin-tone",
          "size",
          "shoe-size",
          "accessory-size",
          "jewelry-type",
          "care-instructions",
          "warranty-type");

  boolean wants(ShopifyRelease.Vertical vertical) {
    return verticals.isEmpty()
        || verticals.contains(vertical.prefix().toLowerCase(Locale.ROOT))
        || verticals.contains(vertical.name().toLowerCase(Locale.ROOT));
  }
}
