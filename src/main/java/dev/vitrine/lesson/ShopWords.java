package dev.vitrine.lesson;

import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Spelling;
import dev.vitrine.vocabulary.Value;
import dev.vitrine.vocabulary.Vocabulary;
import java.util.List;
import java.util.Optional;

/**
 * The words of one shop: those of its vocabulary, and its own that corrections have introduced.
 *
 * @param taught thresholds and names learned from corrections
 */
public record ShopWords(Vocabulary vocabulary, SellerThresholds taught) {

  /** {@return the value that a word stands for; empty if the vocabulary has none} */
  public Optional<Value> value(String attribute, String word) {
    List<Value> values = vocabulary.valuesOf(attribute);
    return values.stream()
        .filter(value -> isOwnName(attribute, value, word))
        .findFirst()
        .or(() -> Spelling.find(values, word));
  }

  /**
   * {@return a word in the shop's spelling: of a known word, regardless of letter case, plural and
   * hyphens, the name that sellers see; any other word unchanged}
   */
  public String spelled(String attribute, String word) {
    return value(attribute, word)
        .map(known -> isOwnName(attribute, known, word) ? ownName(attribute, known) : known.shown())
        .orElse(word);
  }

  /**
   * {@return whether a word is the shop's own: its name for a value, or a word that the vocabulary
   * lacks}
   */
  public boolean isOwn(String attribute, String word) {
    return value(attribute, word).map(known -> isOwnName(attribute, known, word)).orElse(true);
  }

  /**
   * {@return whether a machine's value is right if a person has chosen a word; empty if the two
   * cannot be compared}
   */
  public Optional<Boolean> isRight(String attribute, Value claimed, String decided) {
    Optional<Value> right = value(attribute, decided);
    if (!attribute.equals(Question.CATEGORY)) {
      return Optional.of(right.filter(claimed::equals).isPresent());
    }
    if (right.isEmpty()) {
      // The tree does not have a shop's own word for a shoe, so the parent "shoe" may be right.
      return isParent(claimed) ? Optional.empty() : Optional.of(false);
    }
    // A person who chooses loafer agrees that the product is a shoe.
    return Optional.of(
        vocabulary.path(right.get().name()).stream()
            .anyMatch(category -> category.name().equals(claimed.name())));
  }

  /** {@return whether there are categories below a category} */
  public boolean isParent(Value category) {
    return vocabulary.path(category.name()).stream()
        .anyMatch(one -> one.name().equals(category.name()) && !one.categories().isEmpty());
  }

  /** {@return whether a verdict is on the value that a word stands for} */
  public boolean isAbout(Verdict verdict, String word) {
    return value(verdict.attribute(), word)
        .filter(value -> value.name().equals(verdict.value()))
        .isPresent();
  }

  /** {@return the department of a category; empty if it has none} */
  public Optional<String> department(String category) {
    return value(Question.CATEGORY, category).stream()
        .flatMap(known -> vocabulary.path(known.name()).stream())
        .map(Category::shown)
        .findFirst();
  }

  /**
   * {@return what titles call a value that has a plain name; empty for every other word}
   *
   * @param word as {@link #spelled} writes it, in any letter case
   */
  public Optional<String> plainName(String attribute, String word) {
    return value(attribute, word)
        .filter(known -> known.shown().equalsIgnoreCase(word))
        .map(Value::titleName);
  }

  private boolean isOwnName(String attribute, Value value, String word) {
    return taught.isNamed(attribute, value)
        && Spelling.fold(ownName(attribute, value)).equals(Spelling.fold(word));
  }

  private String ownName(String attribute, Value value) {
    return taught.shown(attribute, value);
  }
}
