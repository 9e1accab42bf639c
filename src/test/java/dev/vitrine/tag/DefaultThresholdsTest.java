package dev.vitrine.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.tag.NotSure.Reason;
import dev.vitrine.tag.Tagger.ScoredLabel;
import dev.vitrine.tag.Tagger.Scores;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Calibration;
import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.LabelSet;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.Value;
import dev.vitrine.vocabulary.Vocabulary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions about a model that nobody has calibrated, from the cosines it sees. */
class DefaultThresholdsTest {
  private static final String NEUTRAL = "";
  private static final Vocabulary SHOP =
      new Vocabulary(
          "shop",
          "1",
          List.of("a photo of {}"),
          List.of(
              Vocabularies.category("Kitchen", Category.leaf("mug"), Category.leaf("teapot")),
              Vocabularies.category("Clothing", Category.leaf("dress"))),
          List.of(
              new Question("pattern", null, List.of(), List.of(), named("plain", "dotted"), false)),
          named("gift"),
          List.of());

  private final Map<String, Double> cosines = new HashMap<>();
  private double usual = 0.18;

  @Test
  void acceptsWhatIsFarAheadAndMarksItUncalibrated() {
    seen("mug", 0.29, "plain", 0.28, "dotted", 0.22);

    TagImageResult result = decide(SHOP, clip(100));

    Attribute category = result.attributes().get(Question.CATEGORY);
    assertThat(category.value()).isEqualTo("mug");
    assertThat(category.evidence().uncalibrated()).isTrue();
    assertThat(category.evidence().threshold()).isEqualTo(0.7);
    assertThat(result.tags()).extracting(Tag::label).containsExactly("mug");
    assertThat(result.tags().get(0).evidence().uncalibrated()).isTrue();
    assertThat(result.attributes().get("pattern").value()).isEqualTo("plain");
  }

  @Test
  void acceptsNothingThatABackgroundPromptFitsAsWell() {
    seen("mug", 0.25, "a page of text", 0.26);

    TagImageResult result = decide(SHOP, clip(100));

    assertThat(result.attributes()).doesNotContainKeys(Question.CATEGORY, Question.DEPARTMENT);
    assertThat(result.tags()).isEmpty();
    assertThat(result.notSure()).contains(new NotSure(Question.CATEGORY, Reason.UNLIKELY));
    assertThat(result.suggestions())
        .extracting(Suggestion::attribute, Suggestion::label)
        .contains(tuple(Question.CATEGORY, "mug"), tuple(null, "mug"));
  }

  @Test
  void acceptsAParentOfLeavesThatAreAboutAsLikely() {
    seen("mug", 0.280, "teapot", 0.279);

    TagImageResult result = decide(SHOP, clip(100));

    assertThat(result.attributes().get(Question.CATEGORY).value()).isEqualTo("Kitchen");
    assertThat(result.tags()).isEmpty();
  }

  /** What is a score of 0.9 at a scale of 100 is one of 0.99 at 200: the cosines are the same. */
  @ParameterizedTest
  @ValueSource(doubles = {14.3, 50, 100, 112.7, 200})
  void isAsSureOfEqualCosinesWhateverTheScale(double scale) {
    seen("mug", 0.24, "teapot", 0.21, "dress", 0.20, "plain", 0.24, "dotted", 0.22);

    Attribute category = decide(SHOP, clip(scale)).attributes().get(Question.CATEGORY);

    Attribute usual = decide(SHOP, clip(100)).attributes().get(Question.CATEGORY);
    assertThat(category.value()).isEqualTo(usual.value());
    assertThat(category.score()).isCloseTo(usual.score(), within(0.002));
  }

  @Test
  void takesTheSigmoidOfSigLipForWhatItIs() {
    usual = 0.03;
    seen("mug", 0.13, "teapot", 0.06);
    Scores scores = scores(110, logit -> 1 / (1 + Math.exp(-(logit - 15))));

    TagImageResult result = decide(SHOP, scores);

    assertThat(result.attributes().get(Question.CATEGORY).value()).isEqualTo("mug");
    assertThat(result.tags()).extracting(Tag::label).containsExactly("mug");
  }

  @Test
  void acceptsNothingThatSixDigitsCannotTellFromNothing() {
    usual = -0.05;
    seen("mug", 0.01);
    Scores scores = scores(110, logit -> 1 / (1 + Math.exp(-(logit - 16))));

    TagImageResult result = decide(SHOP, scores);

    assertThat(result.tags()).isEmpty();
    assertThat(result.attributes()).doesNotContainKey(Question.CATEGORY);
  }

  @Test
  void leavesAQuestionOpenWhoseValuesDifferLittle() {
    seen("mug", 0.29, "plain", 0.26, "dotted", 0.24);

    TagImageResult result = decide(SHOP, clip(100));

    assertThat(result.attributes()).doesNotContainKey("pattern");
    assertThat(result.suggestions())
        .contains(new Suggestion("pattern", "plain", score(result, "plain"), 0.9));
  }

  @Test
  void givesWayToACalibrationOfTheAttribute() {
    LabelSet tags = SHOP.tagSet();
    Vocabulary calibrated =
        SHOP.withCalibrations(
            List.of(new Calibration("clip", Question.TAG, tags.name(), 1, 0.3, 0, 0.1)));
    seen("mug", 0.25, "teapot", 0.246);

    TagImageResult result = decide(calibrated, clip(100));

    assertThat(result.tags()).extracting(Tag::label).containsExactly("mug", "teapot");
    assertThat(result.tags().get(0).evidence().uncalibrated()).isNull();
    assertThat(result.attributes().get(Question.CATEGORY).evidence().uncalibrated()).isTrue();
  }

  @Test
  void goesByTheSellersCorrections() {
    seen("mug", 0.29);
    SellerThresholds taught =
        new SellerThresholds(
            Map.of(SellerThresholds.key("clip", Question.TAG, "mug"), 1.1), Map.of());

    assertThat(decide(SHOP, clip(100), taught).tags()).isEmpty();
  }

  /** quality/calibrate fits by trials what then decides. */
  @ParameterizedTest
  @ValueSource(strings = {Question.CATEGORY, Question.TAG, "pattern"})
  void aTrialOfACalibrationGivesExactlyWhatDecidingByItGives(String attribute) {
    seen("mug", 0.26, "teapot", 0.25, "plain", 0.25, "dotted", 0.23);
    Likelihoods likelihoods = new Likelihoods(clip(100), SHOP);
    Ranking ranking = likelihoods.of(attribute, 1.3);
    String labels = SHOP.labelsOf(attribute).orElseThrow().name();
    for (double accept : new double[] {0.3, 0.5, 0.9}) {
      Calibration tried = new Calibration("clip", attribute, labels, 1.3, accept, 0.05, 0.05);

      TagImageResult trial = PictureTagger.tryOut(likelihoods, ranking, tried);

      TagImageResult whole = decide(SHOP.withCalibrations(List.of(tried)), clip(100));
      assertThat(scores(trial, attribute)).isEqualTo(scores(whole, attribute)).isNotEmpty();
    }
  }

  /** {@return what the picture gets of an attribute, with the scores to the last digit} */
  private static List<String> scores(TagImageResult result, String attribute) {
    List<String> all = new ArrayList<>();
    Attribute accepted = result.attributes().get(attribute);
    if (accepted != null) {
      all.add("accepted " + accepted.value() + " " + accepted.score());
    }
    if (attribute.equals(Question.TAG)) {
      result.tags().forEach(tag -> all.add("accepted " + tag.label() + " " + tag.score()));
    }
    result.suggestions().stream()
        .filter(one -> attribute.equals(Objects.requireNonNullElse(one.attribute(), Question.TAG)))
        .forEach(one -> all.add("suggested " + one.label() + " " + one.score()));
    return all;
  }

  private void seen(Object... labelsAndCosines) {
    for (int i = 0; i < labelsAndCosines.length; i += 2) {
      cosines.put((String) labelsAndCosines[i], (double) (Double) labelsAndCosines[i + 1]);
    }
  }

  private TagImageResult decide(Vocabulary vocabulary, Scores scores) {
    return decide(vocabulary, scores, SellerThresholds.NONE);
  }

  private static TagImageResult decide(
      Vocabulary vocabulary, Scores scores, SellerThresholds seller) {
    return TagDecision.of(vocabulary, seller, scores, "run", Instant.EPOCH);
  }

  /** As the endpoint scores labels alone: against the template with nothing in it. */
  private Scores clip(double scale) {
    double neutral = scale * cosine(NEUTRAL);
    return scores(scale, logit -> 1 / (1 + Math.exp(neutral - logit)));
  }

  private Scores scores(double scale, ToDoubleFunction<Double> alone) {
    Map<String, List<ScoredLabel>> groups = new HashMap<>();
    PictureTagger.groups(SHOP)
        .forEach(
            group -> {
              List<String> labels = group.labels().labels();
              double all = labels.stream().mapToDouble(l -> Math.exp(scale * cosine(l))).sum();
              groups.put(
                  group.name(),
                  labels.stream()
                      .map(
                          label -> {
                            double logit = scale * cosine(label);
                            double score =
                                group.competing()
                                    ? Math.exp(logit) / all
                                    : alone.applyAsDouble(logit);
                            return new ScoredLabel(label, Math.rint(score * 1e6) / 1e6);
                          })
                      .sorted(Comparator.comparingDouble(ScoredLabel::score).reversed())
                      .toList());
            });
    return new Scores("clip", groups, null, scale);
  }

  private double cosine(String label) {
    return cosines.getOrDefault(label, label.equals(NEUTRAL) ? 0.2 : usual);
  }

  private static double score(TagImageResult result, String label) {
    return result.suggestions().stream()
        .filter(one -> one.label().equals(label))
        .findFirst()
        .orElseThrow()
        .score();
  }

  private static List<Value> named(String... names) {
    return List.of(names).stream().map(Value::named).toList();
  }
}
