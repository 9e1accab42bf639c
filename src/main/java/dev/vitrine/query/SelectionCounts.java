package dev.vitrine.query;

import dev.vitrine.catalog.Card;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Facet;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the images of queries by reading their cards, within the time of one call. */
final class SelectionCounts {
  /** Cards that are read of one query: of more, the count is a lower bound. */
  static final int MOST_IMAGES = 2_000;

  private static final int PAGE = 100;

  /** A page looks at 500 images at most, so these look at 10,000 where few match. */
  private static final int MOST_PAGES = MOST_IMAGES / PAGE;

  /** No page is begun after this time, which the queries of a call share. */
  private static final Duration LONGEST = Duration.ofSeconds(4);

  private final Catalog catalog;
  private final Clock clock;
  private final Instant end;
  private int left;

  /**
   * Begins the time of the call.
   *
   * @param queries how many will be counted; each has an equal part of the time that is left
   */
  SelectionCounts(Catalog catalog, Clock clock, int queries) {
    this.catalog = catalog;
    this.clock = clock;
    this.end = clock.instant().plus(LONGEST);
    this.left = queries;
  }

  /**
   * What was counted.
   *
   * @param images of the query
   * @param whole whether all of them were read; otherwise every count is a lower bound
   * @param values how many have a tag, a value, or a state of the seller's work
   * @param byStatus how many have a status; none of these is missing
   */
  record Counted(
      long images,
      boolean whole,
      SortedMap<Facet.Key, Long> values,
      Map<ImageStatus, Long> byStatus) {}

  /** {@return the counts of a query} Those of all images are kept in the table. */
  Counted of(ImageQuery query) {
    Instant now = clock.instant();
    Instant until = now.plus(Duration.between(now, end).dividedBy(Math.max(1, left--)));
    return query.isOfAll() ? ofAll(query.seller()) : read(query, until);
  }

  private Counted ofAll(String seller) {
    SortedMap<Facet.Key, Long> values = new TreeMap<>();
    for (Facet facet : catalog.facets(seller)) {
      values.put(new Facet.Key(facet.name(), facet.value()), facet.count());
    }
    Map<ImageStatus, Long> byStatus = catalog.counts(seller);
    long images = byStatus.values().stream().mapToLong(Long::longValue).sum();
    boolean whole = byStatus.values().stream().allMatch(count -> count < Catalog.MOST_COUNTED);
    return new Counted(images, whole, values, byStatus);
  }

  private Counted read(ImageQuery query, Instant until) {
    SortedMap<Facet.Key, Long> values = new TreeMap<>();
    Map<ImageStatus, Long> byStatus = new EnumMap<>(ImageStatus.class);
    for (ImageStatus status : ImageStatus.values()) {
      byStatus.put(status, 0L);
    }
    long images = 0;
    String cursor = null;
    for (int pages = 0; pages < MOST_PAGES && clock.instant().isBefore(until); pages++) {
      Catalog.Cards page = catalog.cards(query, PAGE, cursor);
      for (Card card : page.cards()) {
        images++;
        byStatus.merge(card.status(), 1L, Long::sum);
        card.facets().stream()
            .filter(value -> !value.name().equals(Facet.PRODUCT))
            .forEach(value -> values.merge(value, 1L, Long::sum));
      }
      cursor = page.cursor();
      if (cursor == null) {
        return new Counted(images, true, values, byStatus);
      }
    }
    return new Counted(images, false, values, byStatus);
  }
}
