package dev.vitrine.tools.quality;

import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Value;
import dev.vitrine.vocabulary.Vocabulary;
import java.util.List;
import java.util.Map;

/** A vocabulary for tests. */
final class Shop {
  static final Vocabulary VOCABULARY =
      new Vocabulary(
          "shop",
          "1",
          List.of("a photo of {}"),
          List.of(
              node("Kitchen", Category.leaf("mug"), Category.leaf("teapot")),
              node("Shoes", node("boots", Category.leaf("rain boot")), Category.leaf("sandal"))),
          List.of(
              new Question(
                  "pattern",
                  null,
                  List.of(),
                  List.of(),
                  List.of(Value.named("plain"), Value.named("striped")),
                  false)),
          List.of(Value.named("gift")),
          List.of());

  /** The same, which also names two measured colors. */
  static final Vocabulary VOCABULARY_WITH_COLORS =
      new Vocabulary(
          "shop",
          "1",
          VOCABULARY.templates(),
          VOCABULARY.categories(),
          List.of(
              new Question(
                  "color",
                  null,
                  List.of(),
                  List.of(),
                  List.of(Value.named("red"), Value.named("pink")),
                  true)),
          VOCABULARY.tags(),
          List.of());

  private Shop() {}

  private static Category node(String name, Category... below) {
    return new Category(name, List.of(), null, null, null, Map.of(), false, List.of(below));
  }
}
