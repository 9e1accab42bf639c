package dev.vitrine.vocabulary;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A label that a model scores: a value of an attribute, or a free tag. In JSON, a value with
 * nothing but a name may be written as a string.
 *
 * @param name unique within its attribute, or among tags
 * @param synonyms other words for it, which the model scores too
 * @param shopName the name that sellers see; null if it is {@code name}
 * @param plainName what titles and alt texts call it, if the name only tells it from another, e.g.
 *     {@code Chew Toys} of {@code Chew Toys (Cat Toys)}; null if they use the name that sellers see
 * @param id the value's id in a public taxonomy, e.g. {@code gid://shopify/TaxonomyValue/1}
 * @param handle the value's handle among its attribute's in Shopify's taxonomy, e.g. {@code
 *     dark-wash}; for category metafields
 * @param banned whether it is scored, but never accepted nor suggested
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Value(
    String name,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> synonyms,
    @Nullable String shopName,
    @Nullable String plainName,
    @Nullable String id,
    @Nullable String handle,
    boolean banned) {

  @JsonCreator
  public Value {
    synonyms = synonyms == null ? List.of() : List.copyOf(synonyms);
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("a value needs a name");
    }
  }

  /** Makes a value that titles call by the name that sellers see. */
  public Value(
      String name,
      List<String> synonyms,
      @Nullable String shopName,
      @Nullable String id,
      @Nullable String handle,
      boolean banned) {
    this(name, synonyms, shopName, null, id, handle, banned);
  }

  /** {@return a value with nothing but a name} */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Value named(String name) {
    return new Value(name, List.of(), null, null, null, false);
  }

  /** {@return the name that sellers see} */
  public String shown() {
    return shopName == null ? name : shopName;
  }

  /**
   * {@return the plain name, unless the shop has a name of its own for it, which titles use then}
   */
  public @Nullable String titleName() {
    return shopName == null ? plainName : null;
  }

  /** {@return whether a word is the name, a synonym or the shop's name, ignoring letter case} */
  public boolean isCalled(String word) {
    return shown().equalsIgnoreCase(word) || texts().stream().anyMatch(word::equalsIgnoreCase);
  }

  /** {@return the texts that a model scores for it: the name, then the synonyms} */
  public List<String> texts() {
    return synonyms.isEmpty()
        ? List.of(name)
        : Stream.concat(Stream.of(name), synonyms.stream()).toList();
  }
}
