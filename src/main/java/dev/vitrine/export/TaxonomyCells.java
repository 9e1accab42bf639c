package dev.vitrine.export;

import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Value;
import dev.vitrine.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code shopify.csv} says in the words of public taxonomies, as far as the vocabulary has
 * them. Which columns there are depends on the vocabulary alone: the header comes before the
 * products.
 *
 * <p>A category metafield is a column {@code Fabric (product.metafields.shopify.fabric)} with the
 * handles of values, in a list {@code cotton; silk}.
 *
 * @see <a
 *     href="https://help.shopify.com/cdn/shopifycloud/product-knowledge/production/csv/product_template.csv">Shopify's
 *     template, with {@value #GOOGLE} and a category metafield before it</a>
 */
final class TaxonomyCells {
  static final String GOOGLE = "Google Shopping / Google product category";

  private static final String SHOPIFY = "gid://shopify/TaxonomyCategory/";
  private static final String SEPARATOR = "; ";

  /** By the name that sellers see; of two categories of one such name the first counts. */
  private final Map<String, Cells> categories = new HashMap<>();

  private final Map<String, Question> questions = new HashMap<>();

  /** Names of columns by keys. */
  private final Map<String, String> metafieldColumns;

  /**
   * What a category is in public taxonomies.
   *
   * @param shopifyId without what ids begin with; empty if it has none
   * @param google Google's category; null if it has none
   * @param metafields keys by questions
   */
  private record Cells(String shopifyId, @Nullable String google, Map<String, String> metafields) {
    static final Cells NONE = new Cells("", null, Map.of());
  }

  TaxonomyCells(Vocabulary vocabulary) {
    vocabulary.attributes().forEach(question -> questions.put(question.name(), question));
    vocabulary.categories().forEach(department -> add(department, null));
    metafieldColumns = metafieldColumns(vocabulary);
  }

  private void add(Category category, @Nullable String googleAbove) {
    String id = category.id();
    String own = category.googleCategory();
    String google = own == null ? googleAbove : own;
    categories.putIfAbsent(
        category.shown(),
        new Cells(
            id != null && id.startsWith(SHOPIFY) ? id.substring(SHOPIFY.length()) : "",
            google,
            category.metafields()));
    category.categories().forEach(below -> add(below, google));
  }

  /** The key that most categories have for a question goes by the question's title. */
  private static Map<String, String> metafieldColumns(Vocabulary vocabulary) {
    Map<String, String> columns = new HashMap<>();
    for (Question question : vocabulary.attributes()) {
      Map<String, Integer> keys = new LinkedHashMap<>();
      vocabulary.categories().stream()
          .flatMap(Category::all)
          .flatMap(category -> Stream.ofNullable(category.metafields().get(question.name())))
          .forEach(key -> keys.merge(key, 1, Integer::sum));
      Optional<String> usual =
          keys.entrySet().stream()
              .max(Comparator.comparingInt(Map.Entry::getValue))
              .map(Map.Entry::getKey);
      for (String key : keys.keySet()) {
        boolean isUsual = usual.isPresent() && usual.get().equals(key);
        String title = isUsual && question.title() != null ? question.title() : words(key);
        columns.putIfAbsent(key, title + " (product.metafields.shopify." + key + ")");
      }
    }
    return columns;
  }

  private static String words(String key) {
    String words = key.replace('-', ' ').replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** {@return the columns after those of every file, in the order of Shopify's template} */
  List<String> columns() {
    List<String> columns = new ArrayList<>(metafieldColumns.values().stream().sorted().toList());
    if (categories.values().stream().anyMatch(cells -> cells.google() != null)) {
      columns.add(GOOGLE);
    }
    return columns;
  }

  /** {@return Shopify's id of a category, without what ids begin with; empty if it has none} */
  String shopifyId(String category) {
    return categories.getOrDefault(category, Cells.NONE).shopifyId();
  }

  /** {@return a product's cells by the names of {@link #columns}, without those that are empty} */
  Map<String, String> cells(String category, Map<String, Attribute> facts) {
    Map<String, String> cells = new TreeMap<>();
    Cells known = categories.getOrDefault(category, Cells.NONE);
    if (known.google() != null) {
      cells.put(GOOGLE, known.google());
    }
    known
        .metafields()
        .forEach(
            (name, key) -> {
              String column = metafieldColumns.get(key);
              handle(name, facts.get(name))
                  .filter(handle -> column != null)
                  .ifPresent(handle -> cells.merge(column, handle, (a, b) -> a + SEPARATOR + b));
            });
    return cells;
  }

  private Optional<String> handle(String name, @Nullable Attribute fact) {
    return fact == null
        ? Optional.empty()
        : Optional.ofNullable(questions.get(name))
            .flatMap(question -> question.value(fact.value()))
            .map(Value::handle);
  }
}
