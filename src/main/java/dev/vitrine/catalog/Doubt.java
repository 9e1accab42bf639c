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
 * Measures how unsure the machines are of an image: the least distance of a score from its
 * threshold, over all accepted and suggested values that no person has decided. The distance of a
 * suggestion is 0 if only a competing value keeps it from being accepted; without a threshold it is
 * the distance of the score from 1. Measured values and the department, which follows from the
 * category, do not count.
 */
final class Doubt {
  /** From this distance on, a value needs no review. */
  static final double SURE = 0.25;

  private Doubt() {}

  /** {@return the distance, in [0, 0.25); empty if no value needs review} */
  static OptionalDouble certainty(ImageRecord image) {
    boolean settled = image.status() == ImageStatus.DONE || image.status() == ImageStatus.PARTIAL;
    return settled
        ? DoubleStream.concat(claimed(image), suggested(image)).filter(d -> d < SURE).min()
        : OptionalDouble.empty();
  }

  /** {@return a sort key, by which the least sure image comes first; null without a review} */
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
