package dev.vitrine.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.measure.ColorNames;
import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.LabelSet;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.ShippedVocabulary;
import dev.vitrine.vocabulary.Value;
import dev.vitrine.vocabulary.Vocabulary;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped vocabulary, as the stand-in reads it. */
class RetailVocabularyTest {
  private static final Vocabulary RETAIL = new ShippedVocabulary(new ObjectMapper()).of("");

  @Test
  void hasTwentyDepartmentsOfDistinctCategories() {
    List<String> all =
        RETAIL.categories().stream().flatMap(Category::all).map(Category::name).toList();
    List<String> below =
        RETAIL.categories().stream()
            .flatMap(d -> d.categories().stream().flatMap(Category::all))
            .map(Category::name)
            .toList();

    assertThat(RETAIL.categories()).hasSize(20);
    assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(250);
    assertThat(below).allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT).strip()));
  }

  @Test
  void hasNoParentThatIsCalledAsALeafIs() {
    Set<String> parents = new HashSet<>();
    RETAIL.categories().stream()
        .flatMap(Category::all)
        .filter(category -> !category.categories().isEmpty())
        .forEach(category -> parents.add(category.name()));

    assertThat(RETAIL.categorySet().labels()).doesNotContainAnyElementsOf(parents);
  }

  @Test
  void asksFortyQuestionsOrMoreWithSomethingToChooseFrom() {
    assertThat(RETAIL.attributes()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(RETAIL.attributes()).extracting(Question::name).doesNotHaveDuplicates();
    assertThat(RETAIL.attributes())
        .allSatisfy(q -> assertThat(q.values()).as(q.name()).hasSizeGreaterThanOrEqualTo(2));
  }

  @Test
  void asksOnlyOfCategoriesThatThereAre() {
    Set<String> names = new HashSet<>();
    RETAIL.categories().stream().flatMap(Category::all).forEach(c -> names.add(c.name()));

    assertThat(RETAIL.attributes())
        .allSatisfy(q -> assertThat(names).as(q.name()).containsAll(q.categories()));
  }

  @Test
  void takesItsColorsFromWhatPixelsCanSay() {
    Question color = RETAIL.question("color").orElseThrow();
    Question background = RETAIL.question("background").orElseThrow();

    assertThat(color.values()).extracting(Value::name).isEqualTo(ColorNames.all());
    assertThat(background.values())
        .extracting(Value::name)
        .contains("white", "black", "grey", "scene")
        .containsAll(ColorNames.all().stream().map(name -> "plain " + name).toList());
  }

  @Test
  void isMadeOfLabelSetsThatAnEndpointTakes() {
    for (LabelSet set : RETAIL.labelSets()) {
      assertThat(LabelSetCheck.checked(set.labels(), set.templates()).name()).isEqualTo(set.name());
    }
    assertThat(RETAIL.tagSet().labels()).hasSizeLessThanOrEqualTo(600);
    assertThat(RETAIL.templates()).isEqualTo(LabelSetCheck.DEFAULT_TEMPLATES);
  }

  @Test
  void isCalibratedForTheTagsOfTheStandInUnderItsPresentName() {
    assertThat(RETAIL.calibration(ModelName.CLIP, Question.TAG, RETAIL.tagSet())).isPresent();
  }

  @Test
  void holdsNoCalibrationOfOtherLabels() {
    Set<String> sets = new HashSet<>();
    RETAIL.labelSets().forEach(set -> sets.add(set.name()));

    assertThat(RETAIL.calibrations()).allMatch(one -> sets.contains(one.labelSet()));
  }

  @Test
  void letsTheModelSayAMugOrAShoeByAtLeastOneLabel() {
    List<String> labels = RETAIL.tagSet().labels();
    ClassWords words = new ClassWords(ImageNetClass.all());
    float[][] vectors;
    try (var encoder = new SentenceEncoder()) {
      vectors = encoder.encode(labels);
    }
    var reached = new boolean[1000];
    for (int l = 0; l < vectors.length; l++) {
      float[] fit = words.fit(labels.get(l), vectors[l]);
      for (int c = 0; c < fit.length; c++) {
        reached[c] |= fit[c] > 0.7f;
      }
    }
    List<ImageNetClass> classes = ImageNetClass.all();
    assertThat(List.of("coffee mug", "running shoe", "backpack", "table lamp", "teddy", "jersey"))
        .allMatch(name -> classes.stream().anyMatch(c -> c.name().equals(name) && reached[c.i()]));
  }

  /** When this fails, run {@code LabelColumnsGenerator}, whose comment has the command. */
  @Test
  void comesWithWhatAFirstStartWouldLearnOfEverySet(@TempDir Path empty) {
    LabelSets<ZeroShotScorer> sets = StandInLabels.in(empty);
    for (LabelSet set : RETAIL.labelSets()) {
      ZeroShotScorer shipped = sets.find(set.name()).orElse(null);

      assertThat(shipped).as("columns of " + set.labels().subList(0, 2)).isNotNull();
      assertThat(shipped.labels()).isEqualTo(set.labels());
    }
  }

  @Test
  void comesWithColumnsThatSayWhatLearningSays(@TempDir Path empty) {
    Recognition seen = new Recognition(new float[1000]);
    seen.probabilities()[504] = 1; // a coffee mug
    ZeroShotScorer shipped = StandInLabels.in(empty).find(RETAIL.tagSet().name()).orElseThrow();
    LabelSet some =
        new LabelSet(List.of("coffee mug", "cup", "teapot", "sofa"), List.of("a photo of {}"));

    Map<String, Double> scores = new HashMap<>();
    shipped.confidences(seen).forEach(one -> scores.put(one.label(), one.score()));

    for (Prediction learnt : StandInLabels.in(empty).learn(some).confidences(seen)) {
      assertThat(scores.get(learnt.label())).isCloseTo(learnt.score(), within(0.002));
    }
  }
}
