package dev.vitrine.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.lesson.Lesson.Entry;
import dev.vitrine.vocabulary.Calibration;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LessonTest {
  private static final Calibration USUAL = new Calibration("m", "tag", "set", 1, 0.6, 0, 0.3);

  private Lesson lesson = Lesson.NONE;
  private int image;

  @Test
  void oneRefusalRaisesTheThresholdAboveItsScoreAtOnce() {
    wrong(0.7);

    assertThat(threshold()).isEqualTo(0.7001);
  }

  @Test
  void oneAcceptedSuggestionLowersTheThresholdToItsScoreAtOnce() {
    right(0.45);

    assertThat(threshold()).isEqualTo(0.45);
  }

  @Test
  void aDismissedSuggestionNeverLowersTheThreshold() {
    wrong(0.45);

    assertThat(threshold()).isEqualTo(0.6);
  }

  @Test
  void aDismissedSuggestionTakesBackWhatAnAcceptedOneOfALowerScoreGave() {
    right(0.45);
    wrong(0.5);

    assertThat(threshold()).isEqualTo(0.6);
  }

  @Test
  void oneRefusalAmongManyRightOnesChangesNothing() {
    IntStream.range(0, 6).forEach(i -> right(0.8));
    wrong(0.7);

    assertThat(threshold()).isEqualTo(0.6);
  }

  @Test
  void fromTheThresholdOnAtLeastEightyFivePercentWereRight() {
    for (int i = 0; i < 40; i++) {
      if (i % 4 == 0) {
        wrong(0.6 + i * 0.005);
      } else {
        right(0.6 + i * 0.008);
      }
    }
    double threshold = threshold();

    assertThat(threshold).isBetween(0.6, 1.0).isNotEqualTo(0.6);
    assertThat(precisionFrom(threshold)).isGreaterThanOrEqualTo(0.85);
    assertThat(precisionFrom(0.6)).isLessThan(0.85);
  }

  @Test
  void aThresholdIsNeverBelowWhatIsSuggested() {
    right(0.30004);
    assertThat(threshold()).isEqualTo(0.3);
    right(0.2);
    assertThat(threshold()).isEqualTo(0.3);
  }

  @Test
  void aValueRefusedAtFullScoreIsNotClaimedAnyMore() {
    wrong(1);

    assertThat(threshold()).isGreaterThan(1);
  }

  @Test
  void anImageHasOneVerdictAndItsNewestCounts() {
    lesson = lesson.with(new Entry("x", "m", 0.7, false, null));
    Lesson same = lesson.with(new Entry("x", "m", 0.7, false, null));
    assertThat(same).isSameAs(lesson);

    lesson = lesson.with(new Entry("x", "m", 0.7, true, null));

    assertThat(lesson.verdicts()).hasSize(1);
    assertThat(threshold()).isEqualTo(0.6);
    assertThat(lesson.without("x").verdicts()).isEmpty();
    assertThat(lesson.without("y")).isSameAs(lesson);
  }

  @Test
  void theNewestFiftyVerdictsCount() {
    wrong(0.99);
    IntStream.range(0, Lesson.MOST).forEach(i -> right(0.7));

    assertThat(lesson.verdicts()).hasSize(Lesson.MOST);
    assertThat(threshold()).isEqualTo(0.6);
  }

  @Test
  void anotherModelsVerdictsDoNotCount() {
    lesson = lesson.with(new Entry("x", "other", 0.9, false, null));

    assertThat(threshold()).isEqualTo(0.6);
  }

  @Test
  void aWordThatTookAValuesPlaceTwiceIsItsNameAndThoseVerdictsWereRight() {
    own(0.7, "trainer");
    assertThat(lesson.name()).isEmpty();
    assertThat(threshold()).isEqualTo(0.7001);

    own(0.65, "Trainers");

    assertThat(lesson.name()).contains("Trainers");
    assertThat(threshold()).isEqualTo(0.6);
  }

  @Test
  void aWordIsNoNameWhileAnythingSpeaksAgainstIt() {
    own(0.7, "trainer");
    own(0.7, "trainer");
    Lesson agreed = lesson;

    right(0.7);
    assertThat(lesson.name()).as("somebody called it what it is").isEmpty();
    lesson = agreed;
    own(0.7, "plimsoll");
    assertThat(lesson.name()).as("two words").isEmpty();
    lesson = agreed;
    wrong(0.7);
    assertThat(lesson.name()).as("it was something else for once").contains("trainer");
  }

  private double precisionFrom(double threshold) {
    return lesson.verdicts().stream()
        .filter(one -> one.score() >= threshold)
        .mapToInt(one -> one.right() ? 1 : 0)
        .average()
        .orElseThrow();
  }

  private double threshold() {
    return lesson.threshold("m", USUAL).orElse(USUAL.accept());
  }

  private void right(double score) {
    give(score, true, null);
  }

  private void wrong(double score) {
    give(score, false, null);
  }

  private void own(double score, String word) {
    give(score, false, word);
  }

  private void give(double score, boolean right, @Nullable String ownWord) {
    lesson = lesson.with(new Entry("image " + image++, "m", score, right, ownWord));
  }
}
