package dev.vitrine.tools.taxonomy;

import dev.vitrine.tools.taxonomy.ShopifyRelease.Node;
import dev.vitrine.tools.taxonomy.ShopifyRelease.Reference;
import dev.vitrine.tools.taxonomy.ShopifyRelease.Vertical;
import dev.vitrine.vocabulary.Category;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The chosen categories under names of their own: Shopify has {@code Chew Toys} for birds, cats and
 * dogs, and a vocabulary names each once. Titles have Shopify's own name.
 */
final class ShopifyTree {
  /**
   * An attribute of which a question is made.
   *
   * @param name of the question
   * @param handle of the attribute
   */
  record Asked(String name, String handle) {}

  private final List<Node> roots = new ArrayList<>();
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, List<Node>> below = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, String> googleCategories;

  ShopifyTree(ShopifyRelease release, ShopifyChoice choice) {
    googleCategories = release.googleCategories();
    for (Vertical vertical : release.verticals()) {
      if (choice.wants(vertical)) {
        vertical.categories().stream()
            .filter(node -> node.level() < choice.levels())
            .forEach(this::add);
      }
    }
    Set<String> taken = new LinkedHashSet<>();
    // Verticals and their categories first, so that the narrow one gets the longer name.
    nodes.values().stream()
        .sorted((a, b) -> Integer.compare(a.level(), b.level()))
        .forEach(node -> names.put(node.id(), freeName(node, taken)));
  }

  private void add(Node node) {
    nodes.put(node.id(), node);
    if (node.parentId() == null) {
      roots.add(node);
    } else {
      below.computeIfAbsent(node.parentId(), parent -> new ArrayList<>()).add(node);
    }
  }

  /** {@code Chew Toys}, {@code Chew Toys (Cat Toys)}, and if need be what is above that. */
  private String freeName(Node node, Set<String> taken) {
    String name = node.name();
    Node above = parent(node);
    while (!taken.add(name.toLowerCase(Locale.ROOT))) {
      name = above == null ? name + " 2" : name + " (" + above.name() + ")";
      above = above == null ? null : parent(above);
    }
    return name;
  }

  /**
   * {@return the departments, with all below them}
   *
   * @param questions by their attributes' ids
   */
  List<Category> categories(Map<String, Asked> questions) {
    return roots.stream().map(root -> category(root, questions)).toList();
  }

  private Category category(Node node, Map<String, Asked> questions) {
    String name = names.getOrDefault(node.id(), node.name());
    return new Category(
        name,
        List.of(),
        null,
        name.equals(node.name()) ? null : node.name(),
        node.id(),
        googleCategories.get(path(node)),
        metafields(node, questions),
        false,
        below.getOrDefault(node.id(), List.of()).stream()
            .map(one -> category(one, questions))
            .toList());
  }

  /**
   * Which category metafields Shopify has for a category. Their keys are the handles of its
   * attributes, which differ from category to category: {@code bottle-material} has the values of
   * {@code accessory-material}. A shop has one metafield for color and pattern, whose entries are
   * of a color each, so patterns have none here. If a category has two keys for one question, the
   * answer goes to the key that is the attribute's own handle; if neither is, to none of them.
   *
   * @see <a href="https://github.com/Shopify/product-taxonomy/issues/1004">pattern and color are
   *     merged into a single shopify metafield</a>
   */
  private static Map<String, String> metafields(Node node, Map<String, Asked> questions) {
    Map<Asked, List<String>> keys = new LinkedHashMap<>();
    for (Reference reference : node.attributes()) {
      Asked question = questions.get(reference.id());
      String handle = reference.handle();
      if (question != null && handle != null && !handle.equals("pattern")) {
        keys.computeIfAbsent(question, name -> new ArrayList<>()).add(handle);
      }
    }
    Map<String, String> metafields = new LinkedHashMap<>();
    keys.forEach(
        (question, found) -> {
          if (found.size() == 1 || found.contains(question.handle())) {
            String handle = found.size() == 1 ? found.get(0) : question.handle();
            metafields.put(question.name(), handle.equals("color") ? "color-pattern" : handle);
          }
        });
    return metafields;
  }

  /** {@code Pets > Pet Supplies > Leashes} */
  private String path(Node node) {
    Node above = parent(node);
    return above == null ? node.name() : path(above) + ShopifyRelease.BELOW + node.name();
  }

  /** {@return how many categories ask each attribute, by its id} */
  Map<String, Integer> askedBy() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    nodes
        .values()
        .forEach(node -> ids(node).forEach(attribute -> counts.merge(attribute, 1, Integer::sum)));
    return counts;
  }

  /** {@return names of the topmost categories that ask an attribute} */
  List<String> topmost(String attribute) {
    return nodes.values().stream()
        .filter(node -> ids(node).contains(attribute))
        .filter(node -> !askedAbove(node, attribute))
        .map(node -> names.getOrDefault(node.id(), node.name()))
        .toList();
  }

  private boolean askedAbove(Node node, String attribute) {
    for (Node above = parent(node); above != null; above = parent(above)) {
      if (ids(above).contains(attribute)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Node parent(Node node) {
    return node.parentId() == null ? null : nodes.get(node.parentId());
  }

  private static Set<String> ids(Node node) {
    Set<String> ids = new LinkedHashSet<>();
    node.attributes().stream().map(Reference::id).forEach(ids::add);
    return ids;
  }
}
