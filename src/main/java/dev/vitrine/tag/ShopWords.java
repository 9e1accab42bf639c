package dev.vitrine.tag;

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
  public String written(String attribute, String word) {
    return value(attribute, word)
        .map(known -> isOwnName(attribute, known, word) ? ownName(attribute, known) : known.shown())
        .orElse(word);
  }

  /** {@return whether it is a word that only this shop has for a value} */
  public boolean isOwn(String attribute, String word) {
    return value(attribute, word).map(known -> isOwnName(attribute, known, word)).orElse(true);
  }

  /** {@return whether what a machine said is right, given what a person said instead} */
  public boolean agree(String attribute, Value machines, String persons) {
    Optional<Value> meant = value(attribute, persons);
    if (meant.isEmpty()) {
      return false;
    }
    // Somebody who says loafer agrees that it is a shoe.
    return attribute.equals(Question.CATEGORY)
        ? vocabulary.path(meant.get().name()).stream().anyMatch(c -> c.name().equals(machines.name()))
        : meant.get().equals(machines);
  }

  /** {@return whether a verdict is on the value that a word means} */
  public boolean means(Verdict verdict, String word) {
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
