package dev.vitrine.catalog;

import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How sure machines are of an image, as far as no person has decided: the distance from its
 * threshold of whatever is nearest to it, above it if claimed, below it if suggested. A suggestion
 * that only another value keeps from being claimed is at 0; one of a model that has no thresholds
 * is as far as its score is from 1. What a person said, what was measured, and the department,
 * which only follows from its category, leave nothing to decide.
 */
final class Doubt {
  /** From this distance on nobody needs to look. */
  static final double SURE = 0.25;

  private Doubt() {}

  /** {@return the certainty in [0, 0.25); empty when there is nothing to decide} */
  static OptionalDouble certainty(ImageRecord image) {
    boolean settled = image.status() == ImageStatus.DONE || image.status() == ImageStatus.PARTIAL;
    return settled
        ? DoubleStream.concat(claimed(image), suggested(image)).filter(d -> d < SURE).min()
        : OptionalDouble.empty();
  }

  /** {@return where the least sure come first, in plain string order; null for nowhere} */
  static @Nullable String position(ImageRecord image) {
    OptionalDouble certainty = certainty(image);
    return certainty.isPresent()
        ? String.format(Locale.ROOT, "%.4f#%s", certainty.getAsDouble(), image.position())
        : null;
  }

  private static DoubleStream claimed(ImageRecord image) {
    Stream<Evidence> attributes =
        image.attributes().entrySet().stream()
            .filter(one -> !one.getKey().equals(Question.DEPARTMENT))
            .map(one -> one.getValue().evidence());
    return Stream.concat(image.tags().stream().map(Tag::evidence), attributes)
        .filter(evidence -> evidence.source() == Evidence.Source.MACHINE)
        .flatMapToDouble(Doubt::distance);
  }

  private static DoubleStream distance(Evidence evidence) {
    Double score = evidence.score();
    Double threshold = evidence.threshold();
    return score == null || threshold == null
        ? DoubleStream.empty()
        : DoubleStream.of(Math.abs(score - threshold));
  }

  private static DoubleStream suggested(ImageRecord image) {
    return image.suggestions().stream().mapToDouble(Doubt::distance);
  }

  private static double distance(Suggestion one) {
    double threshold = one.threshold() == null ? 1 : one.threshold();
    return Math.max(0, threshold - one.score());
  }
}
