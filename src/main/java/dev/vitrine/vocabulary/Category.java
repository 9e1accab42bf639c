package dev.vitrine.vocabulary;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kind of product. Categories form trees with a department at the root. Models score the leaves;
 * a picture of which no leaf is sure gets a parent. In JSON, a leaf with nothing but a name may be
 * written as a string.
 *
 * @param name unique among all categories
 * @param synonyms as in {@link Value}
 * @param shopName as in {@link Value}
 * @param plainName as in {@link Value}
 * @param id the category's id in a public taxonomy, e.g. {@code gid://shopify/TaxonomyCategory/aa}
 * @param googleCategory the path or number of the category in Google's product taxonomy, e.g.
 *     {@code Apparel & Accessories > Shoes}; null if it is that of the category above
 * @param metafields keys of Shopify's category metafields that it has, by the names of the
 *     questions that answer them, e.g. {@code bottle-material} by {@code material}; not those of
 *     the categories below
 * @param banned whether it is scored, but never accepted nor suggested
 * @param categories narrower kinds; empty for a leaf
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Category(
    String name,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> synonyms,
    @Nullable String shopName,
    @Nullable String plainName,
    @Nullable String id,
    @Nullable String googleCategory,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> metafields,
    boolean banned,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Category> categories) {

  @JsonCreator
  public Category {
    synonyms = synonyms == null ? List.of() : List.copyOf(synonyms);
    metafields =
        metafields == null
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(metafields));
    categories = categories == null ? List.of() : List.copyOf(categories);
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("a category needs a name");
    }
  }

  /** Makes a category that titles call by the name that sellers see. */
  public Category(
      String name,
      List<String> synonyms,
      @Nullable String shopName,
      @Nullable String id,
      @Nullable String googleCategory,
      Map<String, String> metafields,
      boolean banned,
      List<Category> categories) {
    this(name, synonyms, shopName, null, id, googleCategory, metafields, banned, categories);
  }

  /** {@return a leaf with nothing but a name} */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Category leaf(String name) {
    return new Category(name, List.of(), null, null, null, Map.of(), false, List.of());
  }

  /** {@return the category alone, without the categories below it} */
  public Value asValue() {
    return new Value(name, synonyms, shopName, plainName, id, null, banned);
  }

  /** {@return the name that sellers see} */
  public String shown() {
    return shopName == null ? name : shopName;
  }

  /** {@return the name in titles and alt texts, which other categories may have too} */
  private String inTitles() {
    String titleName = asValue().titleName();
    return titleName == null ? shown() : titleName;
  }

  /** {@return the leaves below this category in order; the category itself if it is a leaf} */
  public Stream<Category> leaves() {
    return all().filter(one -> one.categories.isEmpty());
  }

  /** {@return this category and all below it, parents first} */
  public Stream<Category> all() {
    List<Category> all = new ArrayList<>();
    addTo(all);
    return all.stream();
  }

  /**
   * {@return whether a product is called so: a leaf, or what one of the kinds below is called too,
   * as a guitar, which an electric guitar is; a group as bakery or string instruments is not}
   */
  public boolean namesProducts() {
    String ending = " " + inTitles().toLowerCase(Locale.ROOT);
    return categories.isEmpty()
        || leaves().anyMatch(leaf -> leaf.inTitles().toLowerCase(Locale.ROOT).endsWith(ending));
  }

  private void addTo(List<Category> all) {
    all.add(this);
    categories.forEach(below -> below.addTo(all));
  }
}
