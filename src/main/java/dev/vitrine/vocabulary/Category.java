package dev.vitrine.vocabulary;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kind of product: a department at the top of the tree, below it narrower ones. Models are
 * offered the leaves; a picture whose leaf is unsure gets the parent. In JSON a leaf that has only
 * a name may be written as that name.
 *
 * @param name what it is called in the vocabulary; unique in the tree
 * @param synonyms as of a {@link Value}
 * @param shopName as of a {@link Value}
 * @param id the category's id in a public taxonomy, e.g. {@code gid://shopify/TaxonomyCategory/aa}
 * @param banned whether it competes but is never claimed or suggested
 * @param categories narrower kinds; empty for a leaf
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Category(
    String name,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> synonyms,
    @Nullable String shopName,
    @Nullable String id,
    boolean banned,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Category> categories) {

  @JsonCreator
  public Category {
    synonyms = synonyms == null ? List.of() : List.copyOf(synonyms);
    categories = categories == null ? List.of() : List.copyOf(categories);
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("a category without a name");
    }
  }

  /** {@return a leaf that has only a name} */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Category leaf(String name) {
    return new Category(name, List.of(), null, null, false, List.of());
  }

  /** {@return it without what is below it} */
  public Value asValue() {
    return new Value(name, synonyms, shopName, id, banned);
  }

  /** {@return what sellers read} */
  public String shown() {
    return shopName == null ? name : shopName;
  }

  /** {@return itself if there is nothing narrower, else the leaves below it, in order} */
  public Stream<Category> leaves() {
    return categories.isEmpty() ? Stream.of(this) : categories.stream().flatMap(Category::leaves);
  }

  /** {@return itself and all below it, parents first} */
  public Stream<Category> all() {
    return Stream.concat(Stream.of(this), categories.stream().flatMap(Category::all));
  }
}
