package dev.vitrine.vocabulary;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something a model may find: a value of an attribute, or a free tag. In JSON one that has only a
 * name may be written as that name.
 *
 * @param name what it is called in the vocabulary; unique among its like
 * @param synonyms other words that mean it, offered to the model beside the name
 * @param shopName what the seller calls it; null for its name
 * @param id the value's id in a public taxonomy, e.g. {@code gid://shopify/TaxonomyValue/1}
 * @param banned whether it competes but is never claimed or suggested
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Value(
    String name,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> synonyms,
    @Nullable String shopName,
    @Nullable String id,
    boolean banned) {

  @JsonCreator
  public Value {
    synonyms = synonyms == null ? List.of() : List.copyOf(synonyms);
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("a value without a name");
    }
  }

  /** {@return a value that has only a name} */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Value named(String name) {
    return new Value(name, List.of(), null, null, false);
  }

  /** {@return what sellers read} */
  public String shown() {
    return shopName == null ? name : shopName;
  }

  /** {@return whether a word is its name, a synonym or the shop's name; letter case aside} */
  public boolean names(String word) {
    return shown().equalsIgnoreCase(word) || texts().stream().anyMatch(word::equalsIgnoreCase);
  }

  /** {@return what a model is offered for it: its name, then its synonyms} */
  public List<String> texts() {
    return Stream.concat(Stream.of(name), synonyms.stream()).toList();
  }
}
