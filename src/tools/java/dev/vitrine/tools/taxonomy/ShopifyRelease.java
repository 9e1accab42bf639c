package dev.vitrine.tools.taxonomy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A release of Shopify's Standard Product Taxonomy, as its folder {@code dist/en} has it: in {@code
 * taxonomy.json}, or in {@code categories.json} and {@code attributes.json}; or in {@code
 * categories.txt}, which says nothing about attributes.
 *
 * @param version e.g. {@code 2026-02}
 * @param verticals trees of categories
 * @param attributes what categories refer to; empty when the release's files do not say
 * @param googleCategories as {@link GoogleCategories#read} finds them
 * @see <a href="https://github.com/Shopify/product-taxonomy">Shopify/product-taxonomy, dist/</a>
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ShopifyRelease(
    String version,
    List<Vertical> verticals,
    List<ShopifyAttribute> attributes,
    Map<String, String> googleCategories) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern VERSION = Pattern.compile("# .*Categories: (\\S+)");
  private static final Pattern CATEGORY =
      Pattern.compile("(gid://shopify/TaxonomyCategory/(\\w+)[-\\d]*)\\s+: (.+)");
  static final String BELOW = " > ";

  ShopifyRelease {
    verticals = verticals == null ? List.of() : List.copyOf(verticals);
    attributes = attributes == null ? List.of() : List.copyOf(attributes);
    googleCategories = googleCategories == null ? Map.of() : Map.copyOf(googleCategories);
  }

  /**
   * A tree of categories.
   *
   * @param prefix what ids of its categories begin with, e.g. {@code aa}
   * @param categories the root first; parents before what is below them
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Vertical(String name, String prefix, List<Node> categories) {}

  /**
   * A category.
   *
   * @param id {@code gid://shopify/TaxonomyCategory/aa-1-1}
   * @param level 0 for a vertical
   * @param parentId null for a vertical
   * @param attributes what is asked of it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Node(
      String id,
      String name,
      int level,
      @JsonProperty("parent_id") @Nullable String parentId,
      List<Reference> attributes) {
    Node {
      attributes = attributes == null ? List.of() : List.copyOf(attributes);
    }
  }

  /**
   * An attribute, as a category names it.
   *
   * @param id of the attribute whose values it has; an extended one has its base's
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Reference(String id, String name, @Nullable String handle) {}

  /**
   * An attribute with its values.
   *
   * @param id {@code gid://shopify/TaxonomyAttribute/1}
   * @param handle e.g. {@code sleeve-length-type}
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ShopifyAttribute(
      String id, String name, @Nullable String handle, List<ShopifyValue> values) {
    ShopifyAttribute {
      values = values == null ? List.of() : List.copyOf(values);
    }
  }

  /**
   * A value.
   *
   * @param id {@code gid://shopify/TaxonomyValue/1}
   * @param handle e.g. {@code sleeve-length-type__long}; old releases have none
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ShopifyValue(String id, String name, @Nullable String handle) {
    private static final String AFTER_ATTRIBUTE = "__";

    /** {@return the handle without that of the attribute; null if it has none of this form} */
    @Nullable String ownHandle() {
      int end = handle == null ? -1 : handle.indexOf(AFTER_ATTRIBUTE);
      return handle == null || end < 0 ? null : handle.substring(end + AFTER_ATTRIBUTE.length());
    }
  }

  /**
   * Reads what a folder has of a release.
   *
   * @throws IOException when none of the files is there, or one cannot be read
   */
  static ShopifyRelease read(Path folder) throws IOException {
    ShopifyRelease read = readFiles(folder);
    return new ShopifyRelease(
        read.version, read.verticals, read.attributes, GoogleCategories.read(folder, read.version));
  }

  private static ShopifyRelease readFiles(Path folder) throws IOException {
    Path whole = folder.resolve("taxonomy.json");
    Path categories = folder.resolve("categories.json");
    Path text = folder.resolve("categories.txt");
    if (Files.exists(whole)) {
      return json(whole);
    } else if (Files.exists(categories)) {
      ShopifyRelease tree = json(categories);
      Path attributes = folder.resolve("attributes.json");
      return new ShopifyRelease(
          tree.version,
          tree.verticals,
          Files.exists(attributes) ? json(attributes).attributes : List.of(),
          Map.of());
    } else if (Files.exists(text)) {
      return text(text);
    }
    throw new IOException(folder + " has no taxonomy.json, categories.json or categories.txt");
  }

  private static ShopifyRelease json(Path file) throws IOException {
    return JSON.readValue(file.toFile(), ShopifyRelease.class);
  }

  /** Lines are {@code gid : Vertical > Category > Narrower category}, parents first. */
  private static ShopifyRelease text(Path file) throws IOException {
    String version = "unknown";
    Map<String, List<Node>> verticals = new LinkedHashMap<>();
    Map<String, String> ids = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      Matcher head = VERSION.matcher(line);
      if (head.matches()) {
        version = head.group(1);
      }
      Matcher category = CATEGORY.matcher(line);
      if (category.matches()) {
        String path = category.group(3).strip();
        ids.put(path, category.group(1));
        verticals
            .computeIfAbsent(category.group(2), prefix -> new ArrayList<>())
            .add(node(category.group(1), path, ids));
      }
    }
    List<Vertical> trees = new ArrayList<>();
    verticals.forEach((prefix, nodes) -> trees.add(new Vertical(nodes.get(0).name, prefix, nodes)));
    return new ShopifyRelease(version, trees, List.of(), Map.of());
  }

  private static Node node(String id, String path, Map<String, String> ids) {
    int last = path.lastIndexOf(BELOW);
    return new Node(
        id,
        last < 0 ? path : path.substring(last + BELOW.length()),
        path.split(BELOW, -1).length - 1,
        Optional.of(path)
            .filter(p -> last >= 0)
            .map(p -> ids.get(p.substring(0, last)))
            .orElse(null),
        List.of());
  }
}
