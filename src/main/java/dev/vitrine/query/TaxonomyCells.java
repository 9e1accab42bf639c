package dev.vitrine.query;

import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.Vocabulary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code shopify.csv} says in the words of public taxonomies, as far as the vocabulary has
 * them. Which columns there are depends on the vocabulary alone: the header comes before the
 * products.
 *
 * @see <a
 *     href="https://help.shopify.com/cdn/shopifycloud/product-knowledge/production/csv/product_template.csv">Shopify's
 *     template, with {@value #GOOGLE}</a>
 */
final class TaxonomyCells {
  static final String GOOGLE = "Google Shopping / Google product category";

  private static final String SHOPIFY = "gid://shopify/TaxonomyCategory/";

  private final Map<String, String> shopifyIds = new HashMap<>();
  private final Map<String, String> googleCategories = new HashMap<>();

  TaxonomyCells(Vocabulary vocabulary) {
    vocabulary.categories().forEach(department -> add(department, null));
  }

  private void add(Category category, @Nullable String googleAbove) {
    String id = category.id();
    if (id != null && id.startsWith(SHOPIFY)) {
      shopifyIds.putIfAbsent(category.shown(), id.substring(SHOPIFY.length()));
    }
    String own = category.googleCategory();
    String google = own == null ? googleAbove : own;
    if (google != null) {
      googleCategories.putIfAbsent(category.shown(), google);
    }
    category.categories().forEach(below -> add(below, google));
  }

  /** {@return the columns after those of every file, in the order of Shopify's template} */
  List<String> columns() {
    return googleCategories.isEmpty() ? List.of() : List.of(GOOGLE);
  }

  /** {@return Shopify's id of a category, without what ids begin with; empty if it has none} */
  String shopifyId(String category) {
    return shopifyIds.getOrDefault(category, "");
  }

  /** {@return a product's cells by the names of {@link #columns}, without those that are empty} */
  Map<String, String> cells(String category) {
    String google = googleCategories.get(category);
    return google == null ? Map.of() : Map.of(GOOGLE, google);
  }
}
