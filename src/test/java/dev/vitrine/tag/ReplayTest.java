package dev.vitrine.tag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.image.ImageId;
import dev.vitrine.lesson.MemoryLessons;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.lesson.Verdict;
import dev.vitrine.tag.Tagger.ScoredLabel;
import dev.vitrine.tag.Tagger.Scores;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.Value;
import dev.vitrine.vocabulary.Vocabulary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pictures of a shop that the calibration does not fit, in the order they come. Of some labels the
 * model is too sure, of others not sure enough, of the rest as sure as it should be. A person
 * corrects the first half, picture by picture; what counts is what is claimed of the second half,
 * which nobody corrects.
 */
class ReplayTest {
  private static final int PICTURES = 600;
  private static final List<String> LABELS =
      List.of("too sure 1", "too sure 2", "too sure 3", "timid 1", "timid 2", "fair 1", "fair 2");
  private static final Vocabulary VOCABULARY =
      Vocabularies.calibrated(
          "1",
          List.of(Vocabularies.category("none")),
          List.of(),
          LABELS.stream().map(Value::named).toList());

  private record Picture(Set<String> shows, Scores scores) {}

  private record Claims(int claimed, int right) {
    double precision() {
      return (double) right / claimed;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void precisionRisesWhenEverythingSeenIsJudged(long seed) {
    List<Picture> pictures = pictures(seed);

    Claims before = claims(pictures, new MemoryLessons());
    Claims after = claims(pictures, taughtBy(pictures, true));

    print("all judged", seed, before, after);
    assertThat(after.precision()).isGreaterThan(before.precision() + 0.05);
    assertThat(after.precision()).isGreaterThan(0.8);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void precisionRisesWhenOnlyMistakesAreCorrected(long seed) {
    List<Picture> pictures = pictures(seed);

    Claims before = claims(pictures, new MemoryLessons());
    Claims after = claims(pictures, taughtBy(pictures, false));

    print("mistakes only", seed, before, after);
    assertThat(after.precision()).isGreaterThan(before.precision());
  }

  @Test
  void oneSellersCorrectionsChangeNothingForAnother() {
    List<Picture> pictures = pictures(1);
    MemoryLessons lessons = taughtBy(pictures, true);

    assertThat(lessons.of("another")).isEqualTo(SellerThresholds.NONE);
  }

  private static void print(String how, long seed, Claims before, Claims after) {
    System.out.printf(
        "replay, %s, seed %d: precision %.3f -> %.3f, claims %d -> %d, right ones %d -> %d%n",
        how,
        seed,
        before.precision(),
        after.precision(),
        before.claimed(),
        after.claimed(),
        before.right(),
        after.right());
  }

  /** What is claimed of the second half. */
  private static Claims claims(List<Picture> pictures, MemoryLessons lessons) {
    int claimed = 0;
    int right = 0;
    for (Picture picture : pictures.subList(PICTURES / 2, PICTURES)) {
      for (Tag tag : decide(picture, lessons).tags()) {
        claimed++;
        right += picture.shows().contains(tag.label()) ? 1 : 0;
      }
    }
    return new Claims(claimed, right);
  }

  /**
   * @param all whether right claims are confirmed and wrong suggestions dismissed too
   */
  private static MemoryLessons taughtBy(List<Picture> pictures, boolean all) {
    MemoryLessons lessons = new MemoryLessons();
    for (int i = 0; i < PICTURES / 2; i++) {
      Picture picture = pictures.get(i);
      TagImageResult found = decide(picture, lessons);
      List<Verdict> verdicts = new ArrayList<>();
      for (Tag tag : found.tags()) {
        boolean right = picture.shows().contains(tag.label());
        if (all || !right) {
          verdicts.add(verdict(tag.label(), tag.score(), right));
        }
      }
      for (Suggestion one : found.suggestions()) {
        boolean right = picture.shows().contains(one.label());
        if (all || right) {
          verdicts.add(verdict(one.label(), one.score(), right));
        }
      }
      lessons.record("demo", ImageId.of("b", "demo/" + i), verdicts, List.of(), VOCABULARY);
    }
    return lessons;
  }

  private static Verdict verdict(String label, double score, boolean right) {
    return new Verdict(Vocabularies.MODEL, Question.TAG, label, score, right, null);
  }

  private static TagImageResult decide(Picture picture, MemoryLessons lessons) {
    return TagDecision.of(
        VOCABULARY, lessons.of("demo"), picture.scores(), "replay", Instant.EPOCH);
  }

  private static List<Picture> pictures(long seed) {
    SplittableRandom dice = new SplittableRandom(seed);
    return Stream.generate(() -> picture(dice)).limit(PICTURES).toList();
  }

  /** A label is as likely to be there as its score, moved by how wrongly sure the model is. */
  private static Picture picture(SplittableRandom dice) {
    Set<String> shows = new HashSet<>();
    Map<String, Double> scores = new HashMap<>();
    for (String label : LABELS) {
      double score = dice.nextDouble() * dice.nextDouble(0.6, 1);
      double likely = truth(label, score);
      if (dice.nextDouble() < likely) {
        shows.add(label);
      }
      scores.put(label, score);
    }
    List<ScoredLabel> scored =
        scores.entrySet().stream().map(e -> new ScoredLabel(e.getKey(), e.getValue())).toList();
    return new Picture(
        shows, new Scores(Vocabularies.MODEL, Map.of(Question.TAG, scored), null, null));
  }

  private static double truth(String label, double score) {
    if (label.startsWith("too sure")) {
      return score < 0.8 ? 0.3 * score : 0.95;
    }
    return label.startsWith("timid") ? (score < 0.4 ? 0.2 : 0.97) : (score < 0.55 ? 0.3 : 0.92);
  }
}
