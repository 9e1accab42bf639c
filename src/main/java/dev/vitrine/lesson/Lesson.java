package dev.vitrine.lesson;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.vocabulary.Calibration;
import dev.vitrine.vocabulary.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A seller's verdicts on one value, and the threshold and name that follow from them.
 *
 * <p><em>Threshold:</em> the lowest score, not below the calibration's {@code suggest}, from which
 * a share of {@value #TARGET} of the verdicts is right. Candidates are the right scores, those just
 * above accepted wrong ones, and the calibration's {@code accept}. So a first refusal at 0.7 raises
 * 0.6 to just above 0.7, a first acceptance at 0.45 lowers it to 0.45, and one refusal among many
 * right ones changes nothing.
 *
 * <p><em>Name:</em> if the seller replaced the value by the same own word {@value #OFTEN} times and
 * by nothing else, that word is the seller's name for the value. Those verdicts then count as
 * right, as the machine recognized the right thing.
 *
 * @param verdicts at most {@value #MOST}, oldest first; one for each image
 */
record Lesson(List<Entry> verdicts) {
  /** Share of accepted values that should be right. */
  static final double TARGET = 0.85;

  /** Most verdicts kept: the newest. */
  static final int MOST = 50;

  /** Number of times that an own word must have replaced the value. */
  static final int OFTEN = 2;

  /**
   * Thresholds have four digits: rounded up past a wrong score, so that it lies below, and rounded
   * down for a right one.
   */
  private static final double DIGITS = 1e4;

  static final Lesson NONE = new Lesson(List.of());

  /**
   * A verdict on an image.
   *
   * @param image its id
   * @param ownWord as of a {@link Verdict}
   */
  record Entry(
      String image,
      String model,
      double score,
      boolean right,
      @JsonProperty("said") @Nullable String ownWord) {

    static Entry of(String image, Verdict verdict) {
      return new Entry(image, verdict.model(), verdict.score(), verdict.right(), verdict.ownWord());
    }
  }

  Lesson {
    verdicts = List.copyOf(verdicts);
  }

  /** {@return the lesson with the verdict on an image} */
  Lesson with(Entry verdict) {
    if (verdicts.contains(verdict)) {
      return this;
    }
    List<Entry> more = new ArrayList<>(without(verdict.image()).verdicts);
    more.add(verdict);
    return new Lesson(more.subList(Math.max(0, more.size() - MOST), more.size()));
  }

  /** {@return the lesson without the verdict on an image} */
  Lesson without(String image) {
    List<Entry> fewer = verdicts.stream().filter(one -> !one.image().equals(image)).toList();
    return fewer.size() == verdicts.size() ? this : new Lesson(fewer);
  }

  /** {@return the models that verdicts are on} */
  Stream<String> models() {
    return verdicts.stream().map(Entry::model).distinct();
  }

  /**
   * {@return the seller's threshold; empty if the usual one applies}
   *
   * @param usual the model's thresholds without a seller's verdicts
   */
  OptionalDouble threshold(String model, Calibration usual) {
    @Nullable String name = name().orElse(null);
    TreeSet<Double> from = new TreeSet<>(List.of(usual.accept()));
    List<Entry> known = verdicts.stream().filter(one -> one.model().equals(model)).toList();
    for (Entry one : known) {
      double at =
          isRight(one, name)
              ? Math.max(usual.suggest(), Math.floor(one.score() * DIGITS) / DIGITS)
              : above(one.score());
      if (isRight(one, name) ? one.score() >= usual.suggest() : at > usual.accept()) {
        from.add(at);
      }
    }
    return from.stream()
        .mapToDouble(Double::doubleValue)
        .filter(threshold -> holds(known, threshold, name))
        .limit(1)
        .filter(threshold -> threshold != usual.accept())
        .findFirst();
  }

  private static double above(double score) {
    return (Math.floor(score * DIGITS) + 1) / DIGITS;
  }

  private static boolean holds(List<Entry> known, double threshold, @Nullable String name) {
    long claimed = known.stream().filter(one -> one.score() >= threshold).count();
    long right =
        known.stream().filter(one -> one.score() >= threshold && isRight(one, name)).count();
    return right >= TARGET * claimed;
  }

  private static boolean isRight(Entry one, @Nullable String name) {
    return one.right()
        || (name != null
            && one.ownWord() != null
            && Spelling.fold(name).equals(Spelling.fold(one.ownWord())));
  }

  /** {@return the seller's own name for the value} */
  Optional<String> name() {
    List<String> words = verdicts.stream().map(Entry::ownWord).flatMap(Stream::ofNullable).toList();
    boolean asItIs = verdicts.stream().anyMatch(one -> one.right() && one.ownWord() == null);
    boolean one = words.stream().map(Spelling::fold).distinct().count() == 1;
    return one && !asItIs && words.size() >= OFTEN
        ? Optional.of(words.get(words.size() - 1))
        : Optional.empty();
  }
}
