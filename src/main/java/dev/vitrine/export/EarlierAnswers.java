package dev.vitrine.export;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.PastCorrection;
import dev.vitrine.listing.ExportMark;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an answer knows of the earlier answers of the same export: whether one of them has a
 * product. Pictures that came or changed since the export began say nothing of them.
 */
final class EarlierAnswers {
  /** Lists may be behind the records by seconds, and the functions' clocks differ. */
  private static final Duration LAG = Duration.ofSeconds(10);

  private final @Nullable Instant begun;
  private final Set<String> products = new HashSet<>();

  private EarlierAnswers(@Nullable Instant begun) {
    this.begun = begun;
  }

  /** {@return those of an export that begins now, all of whose answers share this object} */
  static EarlierAnswers none() {
    return new EarlierAnswers(null);
  }

  /**
   * {@return those that other calls have had}
   *
   * @param begun when the first of them began
   */
  static EarlierAnswers since(Instant begun) {
    return new EarlierAnswers(begun);
  }

  /** Whether an earlier answer has a product. */
  enum Has {
    YES,
    NO,
    PERHAPS
  }

  /**
   * {@return whether an earlier answer has a product}
   *
   * @param before the product's pictures that the list has before the first one of this answer, as
   *     they are now
   */
  Has has(String product, List<ImageRecord> before) {
    if (products.contains(product)) {
      return Has.YES;
    }
    if (begun == null || before.isEmpty()) {
      return Has.NO;
    }
    Instant settled = begun.minus(LAG);
    return before.stream().anyMatch(one -> changedAt(one).isBefore(settled))
        ? Has.YES
        : Has.PERHAPS;
  }

  /** Remembers that a product is in this answer, or is left to the next export. */
  void add(String product) {
    products.add(product);
  }

  /** {@return the last time of which a picture knows that something of it has changed} */
  private static Instant changedAt(ImageRecord image) {
    return Stream.of(
            Stream.of(image.original().uploadedAt(), image.run().since()),
            Stream.ofNullable(image.finishedAt()),
            Stream.ofNullable(image.measured()).map(measured -> measured.evidence().at()),
            Stream.ofNullable(image.exported()).map(ExportMark::at),
            image.corrections().past().stream().map(PastCorrection::at),
            image.tags().stream().map(tag -> tag.evidence().at()),
            image.attributes().values().stream().map(value -> value.evidence().at()))
        .flatMap(times -> times)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
