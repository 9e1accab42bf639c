package dev.vitrine.lesson;

import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Spelling;
import dev.vitrine.vocabulary.Value;
import dev.vitrine.vocabulary.Vocabulary;
import java.util.List;
import java.util.Optional;

/**
 * The words of one shop: its vocabulary's, and those its corrections have put in their place.
 *
 * @param taught what corrections have taught
 */
public record ShopWords(Vocabulary vocabulary, SellerThresholds taught) {

  /** {@return the vocabulary's value that a word means; empty for a word of the shop's own} */
  public Optional<Value> value(String attribute, String word) {
    List<Value> values = vocabulary.valuesOf(attribute);
    return values.stream()
        .filter(value -> isOwnName(attribute, value, word))
        .findFirst()
        .or(() -> Spelling.find(values, word));
  }

  /**
   * {@return a word as the shop writes it: a known one as it is shown, whatever its letter case,
   * plural or hyphens; any other as it is}
   */
  public String spelled(String attribute, String word) {
    return value(attribute, word)
        .map(known -> isOwnName(attribute, known, word) ? ownName(attribute, known) : known.shown())
        .orElse(word);
  }

  /** {@return whether it is a word that only this shop has for a value} */
  public boolean isOwn(String attribute, String word) {
    return value(attribute, word).map(known -> isOwnName(attribute, known, word)).orElse(true);
  }

  /**
   * {@return whether a machine's value is right, given the word that a person decided on; empty
   * when that cannot be told}
   */
  public Optional<Boolean> isRight(String attribute, Value claimed, String decided) {
    Optional<Value> right = value(attribute, decided);
    if (!attribute.equals(Question.CATEGORY)) {
      return Optional.of(right.filter(claimed::equals).isPresent());
    }
    if (right.isEmpty()) {
      // A shop's own word for a shoe is in no tree: who said shoe may be right.
      return isParent(claimed) ? Optional.empty() : Optional.of(false);
    }
    // Somebody who says loafer agrees that it is a shoe.
    return Optional.of(
        vocabulary.path(right.get().name()).stream()
            .anyMatch(category -> category.name().equals(claimed.name())));
  }

  /** {@return whether it is a category that has narrower ones} */
  public boolean isParent(Value category) {
    return vocabulary.path(category.name()).stream()
        .anyMatch(one -> one.name().equals(category.name()) && !one.categories().isEmpty());
  }

  /** {@return whether a verdict is on the value that a word means} */
  public boolean isAbout(Verdict verdict, String word) {
    return value(verdict.attribute(), word)
        .filter(value -> value.name().equals(verdict.value()))
        .isPresent();
  }

  /** {@return the department of a category; empty for a category that is in none} */
  public Optional<String> department(String category) {
    return value(Question.CATEGORY, category).stream()
        .flatMap(known -> vocabulary.path(known.name()).stream())
        .map(Category::shown)
        .findFirst();
  }

  private boolean isOwnName(String attribute, Value value, String word) {
    return taught.isNamed(attribute, value)
        && Spelling.fold(ownName(attribute, value)).equals(Spelling.fold(word));
  }

  private String ownName(String attribute, Value value) {
    return taught.shown(attribute, value);
  }
}
