package dev.vitrine.lesson;

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
 * What a seller's verdicts on one value teach.
 *
 * <p><em>Threshold:</em> the lowest score, not below the calibration's {@code suggest}, from which
 * the verdicts are right at least {@value #TARGET} of the time; looked for at the scores that were
 * right, just above those that were wrong and claimed, and at the calibration's {@code accept}. So
 * a first refusal at 0.7 raises 0.6 to just above 0.7, a first acceptance at 0.45 lowers it to
 * 0.45, and one refusal among many right ones changes nothing.
 *
 * <p><em>Name:</em> a word of the seller's own that took the value's place {@value #OFTEN} times,
 * and nothing else did, is what this seller calls it. Those verdicts then count as right: the
 * machine saw the right thing.
 *
 * @param given at most {@value #MOST}, oldest first; one for each image
 */
record Lesson(List<Entry> given) {
  /** How often a claimed value should be right. */
  static final double TARGET = 0.85;

  /** How many verdicts are remembered, the newest. */
  static final int MOST = 50;

  /** How often an own word must have taken a value's place. */
  static final int OFTEN = 2;

  /**
   * Thresholds have four digits; a score that was wrong lies below them, one that was right not.
   */
  private static final double DIGITS = 1e4;

  static final Lesson NONE = new Lesson(List.of());

  /**
   * A verdict on an image.
   *
   * @param image its id
   * @param said as of a {@link Verdict}
   */
  record Entry(String image, String model, double score, boolean right, @Nullable String said) {

    static Entry of(String image, Verdict verdict) {
      return new Entry(image, verdict.model(), verdict.score(), verdict.right(), verdict.said());
    }
  }

  Lesson {
    given = List.copyOf(given);
  }

  /** {@return the lesson with the verdict on an image; itself when it knows that already} */
  Lesson with(Entry verdict) {
    if (given.contains(verdict)) {
      return this;
    }
    List<Entry> more = new ArrayList<>(without(verdict.image()).given);
    more.add(verdict);
    return new Lesson(more.subList(Math.max(0, more.size() - MOST), more.size()));
  }

  /** {@return the lesson without what was said of an image} */
  Lesson without(String image) {
    List<Entry> fewer = given.stream().filter(one -> !one.image().equals(image)).toList();
    return fewer.size() == given.size() ? this : new Lesson(fewer);
  }

  /** {@return the models that verdicts are on} */
  Stream<String> models() {
    return given.stream().map(Entry::model).distinct();
  }

  /** {@return from where the value is claimed; empty when the calibration says it} */
  OptionalDouble threshold(String model, Calibration limit) {
    @Nullable String name = name().orElse(null);
    TreeSet<Double> from = new TreeSet<>(List.of(limit.accept()));
    List<Entry> known = given.stream().filter(one -> one.model().equals(model)).toList();
    for (Entry one : known) {
      double at =
          isRight(one, name)
              ? Math.max(limit.suggest(), Math.floor(one.score() * DIGITS) / DIGITS)
              : above(one.score());
      if (isRight(one, name) ? one.score() >= limit.suggest() : at > limit.accept()) {
        from.add(at);
      }
    }
    return from.stream()
        .mapToDouble(Double::doubleValue)
        .filter(threshold -> holds(known, threshold, name))
        .limit(1)
        .filter(threshold -> threshold != limit.accept())
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
            && one.said() != null
            && Spelling.fold(name).equals(Spelling.fold(one.said())));
  }

  /** {@return what the seller calls the value instead} */
  Optional<String> name() {
    List<String> words = given.stream().map(Entry::said).flatMap(Stream::ofNullable).toList();
    boolean asItIs = given.stream().anyMatch(one -> one.right() && one.said() == null);
    boolean one = words.stream().map(Spelling::fold).distinct().count() == 1;
    return one && !asItIs && words.size() >= OFTEN
        ? Optional.of(words.get(words.size() - 1))
        : Optional.empty();
  }
}
