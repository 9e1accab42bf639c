package dev.vitrine.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.tag.NotSure.Reason;
import dev.vitrine.tag.Tagger.ScoredLabel;
import dev.vitrine.tag.Tagger.Scores;
import dev.vitrine.vocabulary.Calibration;
import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.LabelSet;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.Value;
import dev.vitrine.vocabulary.Vocabulary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TagDecisionTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Vocabulary RETAIL =
      calibrated(
          new Vocabulary(
              "retail",
              "1",
              List.of("a photo of {}"),
              List.of(
                  Vocabularies.category("Kitchen", Category.leaf("mug"), Category.leaf("teapot")),
                  Vocabularies.category("Clothing", Category.leaf("dress"), banned("fur coat")),
                  Vocabularies.category(
                      "Footwear",
                      Vocabularies.category(
                          "boots", Category.leaf("hiking boot"), Category.leaf("rain boot")),
                      Category.leaf("sandal"))),
              List.of(
                  question("pattern", List.of(), "plain", "striped"),
                  question("neckline", List.of("Clothing"), "crew neck", "v-neck"),
                  new Question(
                      "sleeve", null, List.of(), List.of("dress"), values("long", "short"), false),
                  new Question("color", null, List.of(), List.of(), values("red", "blue"), true)),
              values("gift"),
              List.of()),
          "model",
          "pattern",
          "neckline");

  private final Map<String, List<ScoredLabel>> scores = new HashMap<>();

  @Test
  void claimsTheLeafThatIsSureAndAsksItsQuestionsOnly() {
    scored("category", "dress", 0.8, "mug", 0.1, "sandal", 0.1);
    scored("neckline", "v-neck", 0.9, "crew neck", 0.1);
    scored("sleeve", "long", 0.9, "short", 0.1);

    TagImageResult result = decide("model");

    assertThat(value(result, "category")).isEqualTo("dress");
    assertThat(value(result, "department")).isEqualTo("Clothing");
    assertThat(result.attributes().get("category").evidence())
        .isEqualTo(
            new Evidence(
                Evidence.Source.MACHINE, "model", "retail@1", 0.8, 0.6, "execution-1", NOW));
    assertThat(value(result, "neckline")).isEqualTo("v-neck");
    assertThat(result.notSure())
        .containsExactly(
            new NotSure("pattern", Reason.UNLIKELY), new NotSure("sleeve", Reason.NOT_CALIBRATED));
  }

  @Test
  void asksNoQuestionOfAnotherCategory() {
    scored("category", "mug", 0.9, "dress", 0.1);
    scored("neckline", "v-neck", 0.99, "crew neck", 0.01);

    assertThat(decide("model").attributes()).doesNotContainKey("neckline");
  }

  @Test
  void rollsUpToTheParentThatIsSureAndSuggestsItsLeaves() {
    scored("category", "hiking boot", 0.45, "rain boot", 0.4, "mug", 0.15);

    TagImageResult result = decide("model");

    assertThat(value(result, "category")).isEqualTo("boots");
    assertThat(result.attributes().get("category").evidence().group()).isTrue();
    assertThat(value(result, "department")).isEqualTo("Footwear");
    assertThat(result.attributes().get("category").score()).isCloseTo(0.85, within(1e-9));
    assertThat(result.suggestions())
        .extracting(Suggestion::attribute, Suggestion::label)
        .containsExactly(tuple("category", "hiking boot"), tuple("category", "rain boot"));
  }

  @Test
  void saysNotSureWhenNotEvenADepartmentIs() {
    scored("category", "mug", 0.4, "dress", 0.35, "sandal", 0.25);

    TagImageResult result = decide("model");

    assertThat(result.attributes()).isEmpty();
    assertThat(result.notSure()).contains(new NotSure("category", Reason.UNLIKELY));
    assertThat(result.suggestions()).extracting(Suggestion::label).containsExactly("mug", "dress");
  }

  @Test
  void saysNotSureWhenTwoValuesAreAboutAsLikely() {
    scored("pattern", "plain", 0.61, "striped", 0.55); // a model's rounding may sum to more than 1

    TagImageResult result = decide("model", Map.of(key("pattern", "plain"), 0.5));

    assertThat(result.attributes()).doesNotContainKey("pattern");
    assertThat(result.notSure()).anyMatch(one -> one.attribute().equals("pattern"));
  }

  @Test
  void neverSaysWhatIsBannedThoughItCompetes() {
    scored("category", "fur coat", 0.9, "dress", 0.05, "mug", 0.05);
    scored("tag", "fur coat", 0.9, "dress", 0.4);

    TagImageResult result = decide("model");

    assertThat(value(result, "category")).isEqualTo("Clothing");
    assertThat(result.tags()).isEmpty();
    assertThat(result.suggestions()).extracting(Suggestion::label).doesNotContain("fur coat");
  }

  @Test
  void claimsTagsFromTheThresholdAndSuggestsLikelyOnes() {
    scored("tag", "mug", 0.6, "gift", 0.59, "dress", 0.29);

    TagImageResult result = decide("model");

    assertThat(result.tags()).extracting(Tag::label).containsExactly("mug");
    assertThat(result.suggestions()).containsExactly(new Suggestion(null, "gift", 0.59, 0.6));
  }

  @Test
  void saysOnceWhatAShopCallsByOneName() {
    Vocabulary shop =
        calibrated(
            new Vocabulary(
                "shop",
                "1",
                List.of("a photo of {}"),
                List.of(
                    Vocabularies.category(
                        "Shoes", called("loafer", "Shoe"), called("sneaker", "Shoe"))),
                List.of(),
                List.of(Value.named("shoe")),
                List.of()),
            "model");
    scored("tag", "sneaker", 0.9, "loafer", 0.8, "shoe", 0.4);
    scored("category", "sneaker", 0.55, "loafer", 0.45);

    TagImageResult result =
        TagDecision.of(
            shop,
            SellerThresholds.NONE,
            new Scores("model", scores, null, null),
            "execution-1",
            NOW);

    assertThat(result.tags()).extracting(Tag::label).containsExactly("Shoe");
    assertThat(result.tags().get(0).score()).isEqualTo(0.9);
    assertThat(result.suggestions())
        .extracting(Suggestion::attribute, Suggestion::label)
        .containsExactly(tuple("category", "Shoe"));
  }

  private static Category called(String name, String shopName) {
    return new Category(name, List.of(), shopName, null, null, Map.of(), false, List.of());
  }

  @Test
  void goesByTheSellersThresholdWhereThereIsOne() {
    scored("tag", "mug", 0.7, "gift", 0.45);

    TagImageResult result =
        decide("model", Map.of(key("tag", "mug"), 0.71, key("tag", "gift"), 0.45));

    assertThat(result.tags()).extracting(Tag::label).containsExactly("gift");
    assertThat(result.tags().get(0).evidence().threshold()).isEqualTo(0.45);
  }

  @Test
  void claimsNothingForAModelThatWasNeverCalibrated() {
    scored("category", "mug", 1.0);
    scored("tag", "mug", 0.99);

    TagImageResult result = decide("another model");

    assertThat(result.tags()).isEmpty();
    assertThat(result.attributes()).isEmpty();
    assertThat(result.suggestions()).contains(new Suggestion(null, "mug", 0.99, null));
    assertThat(result.notSure()).contains(new NotSure("category", Reason.NOT_CALIBRATED));
  }

  @Test
  void claimsNothingByACalibrationOfOtherLabels() {
    List<Category> more = new ArrayList<>(RETAIL.categories());
    more.add(Vocabularies.category("Garden", Category.leaf("spade")));
    Vocabulary grown =
        new Vocabulary(
            "retail",
            "2",
            RETAIL.templates(),
            more,
            RETAIL.attributes(),
            RETAIL.tags(),
            RETAIL.calibrations());
    scored("category", "mug", 0.99);
    scored("pattern", "striped", 0.99, "plain", 0.01);

    TagImageResult result =
        TagDecision.of(
            grown,
            SellerThresholds.NONE,
            new Scores("model", scores, null, null),
            "execution-1",
            NOW);

    assertThat(result.attributes()).containsOnlyKeys("pattern");
  }

  private void scored(String group, Object... labelsAndScores) {
    List<ScoredLabel> labels = new ArrayList<>();
    for (int i = 0; i < labelsAndScores.length; i += 2) {
      labels.add(
          new ScoredLabel((String) labelsAndScores[i], (double) (Double) labelsAndScores[i + 1]));
    }
    scores.put(group, labels);
  }

  private TagImageResult decide(String model) {
    return decide(model, Map.of());
  }

  private TagImageResult decide(String model, Map<String, Double> seller) {
    return TagDecision.of(
        RETAIL,
        new SellerThresholds(seller, Map.of()),
        new Scores(model, scores, null, null),
        "execution-1",
        NOW);
  }

  private static String value(TagImageResult result, String attribute) {
    return result.attributes().get(attribute).value();
  }

  private static String key(String attribute, String value) {
    return SellerThresholds.key("model", attribute, value);
  }

  private static Vocabulary calibrated(Vocabulary bare, String model, String... questions) {
    List<Calibration> calibrations = new ArrayList<>();
    calibrations.add(calibration(model, "category", bare.categorySet()));
    calibrations.add(calibration(model, "tag", bare.tagSet()));
    for (String name : questions) {
      calibrations.add(calibration(model, name, bare.setOf(bare.question(name).orElseThrow())));
    }
    return new Vocabulary(
        bare.name(),
        bare.version(),
        bare.templates(),
        bare.categories(),
        bare.attributes(),
        bare.tags(),
        calibrations);
  }

  private static Calibration calibration(String model, String attribute, LabelSet labels) {
    return new Calibration(model, attribute, labels.name(), 1, 0.6, 0.1, 0.3);
  }

  private static Question question(String name, List<String> categories, String... values) {
    return new Question(name, null, List.of(), categories, values(values), false);
  }

  private static List<Value> values(String... names) {
    return List.of(names).stream().map(Value::named).toList();
  }

  private static Category banned(String name) {
    return new Category(name, List.of(), null, null, null, Map.of(), true, List.of());
  }
}
