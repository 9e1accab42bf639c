package dev.vitrine.tools.taxonomy;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A release of a few invented categories, in the form that Shopify's releases have. */
final class InventedRelease {
  static final String CATEGORIES =
      """
      {
        "version": "2026-02",
        "verticals": [
          {"name": "Toys", "prefix": "to", "categories": [
            %s,
            %s,
            %s
          ]},
          {"name": "Pets", "prefix": "pe", "categories": [
            %s,
            %s,
            %s
          ]}
        ]
      }
      """
          .formatted(
              category("to", 0, "Toys", null, ""),
              category(
                  "to-1", 1, "Balls", "to", attribute(1, "Color") + "," + attribute(2, "Pattern")),
              category("to-1-1", 2, "Beach Balls", "to-1", attribute(2, "Pattern")),
              category("pe", 0, "Pets", null, ""),
              category("pe-1", 1, "Balls", "pe", attribute(2, "Pattern")),
              category(
                  "pe-2",
                  1,
                  "Leashes",
                  "pe",
                  attribute(3, "Size") + "," + attribute(4, "Target gender")));
  static final String ATTRIBUTES =
      """
      {
        "version": "2026-02",
        "attributes": [
          %s, %s, %s, %s
        ]
      }
      """
          .formatted(
              values(1, "Color", "color", "Black", "Gray", "Clear"),
              values(2, "Pattern", "pattern", "Dots", "Stripes", "dots"),
              values(3, "Size", "size", "S", "M"),
              values(4, "Target gender", "target-gender", "Female", "Male"));

  private InventedRelease() {}

  static String category(String id, int level, String name, String parent, String attributes) {
    return """
        {"id": "gid://shopify/TaxonomyCategory/%s", "level": %d, "name": "%s",
         "full_name": "...", "parent_id": %s, "attributes": [%s],
         "return_reasons": [], "children": [], "ancestors": []}
        """
        .formatted(
            id,
            level,
            name,
            parent == null ? "null" : "\"gid://shopify/TaxonomyCategory/" + parent + "\"",
            attributes);
  }

  static String attribute(int id, String name) {
    return """
        {"id": "gid://shopify/TaxonomyAttribute/%d", "name": "%s", "handle": "%s",
         "description": "...", "extended": false}
        """
        .formatted(id, name, name.toLowerCase(Locale.ROOT).replace(' ', '-'));
  }

  private static String values(int id, String name, String handle, String... values) {
    String list =
        IntStream.range(0, values.length)
            .mapToObj(
                i ->
                    """
                    {"id": "gid://shopify/TaxonomyValue/%d%d", "name": "%s", "handle": "%s__%s"}
                    """
                        .formatted(id, i, values[i], handle, values[i].toLowerCase(Locale.ROOT)))
            .collect(Collectors.joining(","));
    return """
        {"id": "gid://shopify/TaxonomyAttribute/%d", "name": "%s", "handle": "%s",
         "description": "...", "extended_attributes": [], "values": [%s]}
        """
        .formatted(id, name, handle, list);
  }
}
