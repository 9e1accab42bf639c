package dev.vitrine.tag;

import dev.vitrine.vocabulary.Calibration;
import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Value;
import dev.vitrine.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small vocabularies, calibrated for the model {@code model}. */
public final class Vocabularies {
  /** The model they are calibrated for. */
  public static final String MODEL = "model";

  private Vocabularies() {}

  /** {@return categories, a question asked of shoes, and a free tag; claimed from 0.6} */
  public static Vocabulary shop(String version) {
    return calibrated(
        version,
        List.of(
            category("Shoes", Category.leaf("sneaker"), Category.leaf("loafer")),
            category("Kitchen", Category.leaf("mug"), Category.leaf("t-shirt"))),
        List.of(
            new Question(
                "closure",
                null,
                List.of(),
                List.of("Shoes"),
                List.of(
                    new Value("lace-up", List.of("laced"), null, null, null, false),
                    Value.named("buckle"),
                    Value.named("zip")),
                false)),
        List.of(Value.named("handmade")));
  }

  /** {@return a vocabulary that claims from 0.6 and suggests from 0.3} */
  public static Vocabulary calibrated(
      String version, List<Category> categories, List<Question> questions, List<Value> tags) {
    Vocabulary bare =
        new Vocabulary(
            "shop", version, List.of("a photo of {}"), categories, questions, tags, List.of());
    List<Calibration> limits = new ArrayList<>();
    limits.add(limit(Question.CATEGORY, bare.categorySet().name()));
    limits.add(limit(Question.TAG, bare.tagSet().name()));
    questions.forEach(one -> limits.add(limit(one.name(), bare.setOf(one).name())));
    return new Vocabulary(
        "shop", version, List.of("a photo of {}"), categories, questions, tags, limits);
  }

  public static Category category(String name, Category... below) {
    return new Category(name, List.of(), null, null, null, Map.of(), false, List.of(below));
  }

  private static Calibration limit(String attribute, String labels) {
    return new Calibration(MODEL, attribute, labels, 1, 0.6, 0, 0.3);
  }
}
