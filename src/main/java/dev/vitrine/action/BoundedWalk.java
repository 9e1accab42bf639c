package dev.vitrine.action;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Goes through the images of a query, as many as fit into the time of one call. */
final class BoundedWalk {
  /** No image is begun after this time, so that the answer comes before API Gateway's 29 s. */
  private static final Duration LONGEST = Duration.ofSeconds(12);

  private final Catalog catalog;
  private final Clock clock;
  private final int step;
  private final Instant end;

  /**
   * Begins the time of the call.
   *
   * @param step images read at once; between two readings the time is checked
   */
  BoundedWalk(Catalog catalog, Clock clock, int step) {
    this.catalog = catalog;
    this.clock = clock;
    this.step = step;
    this.end = clock.instant().plus(LONGEST);
  }

  /** {@return whether another image may be begun} */
  boolean hasTime() {
    return clock.instant().isBefore(end);
  }

  /**
   * Visits the next images of a query, in its order.
   *
   * @param limit how many images to visit, without those that the visit does not count
   * @param cursor of the call before; null for the first
   * @param visit returns whether the image counts
   * @return the cursor for the next call; null if every image was visited
   * @throws dev.vitrine.table.InvalidCursorException if the cursor is not one of this query
   */
  @Nullable String visit(
      ImageQuery query, int limit, @Nullable String cursor, Predicate<ImageRecord> visit) {
    int left = limit;
    String next = cursor;
    do {
      Catalog.Page page = catalog.list(query, Math.min(step, left), next);
      for (ImageRecord image : page.images()) {
        left -= visit.test(image) ? 1 : 0;
      }
      next = page.cursor();
    } while (left > 0 && next != null && hasTime());
    return next;
  }
}
