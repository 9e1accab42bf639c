package dev.vitrine.catalog;

import dev.vitrine.table.InvalidCursorException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Repeats what failed of all images that a query finds, a bounded number with each call. */
@ApplicationScoped
public class RetryAll {
  /** Most images that one call looks at. */
  public static final int MOST = 100;

  /** No image is begun after this time, so that the answer comes before API Gateway's 29 s. */
  private static final Duration LONGEST = Duration.ofSeconds(12);

  private static final int STEP = 10;

  private final Catalog catalog;
  private final ImageStarter starter;
  private final Clock clock;

  RetryAll(Catalog catalog, ImageStarter starter, Clock clock) {
    this.catalog = catalog;
    this.starter = starter;
    this.clock = clock;
  }

  /**
   * What a call did.
   *
   * @param started images that are worked on again
   * @param unchanged images of which nothing failed, or nothing that trying again could help
   * @param cursor where the next call goes on; null when every image was looked at
   */
  public record Progress(int started, int unchanged, @Nullable String cursor) {}

  /**
   * Looks at the next images of a query, newest first. A repeated call starts nothing twice.
   *
   * @param limit how many images to look at, at most {@link #MOST}
   * @param cursor of the call before; null for the first
   * @throws InvalidCursorException if the cursor is not one of this query
   * @throws dev.vitrine.workflow.WorkflowUnavailableException if no execution can be started now
   */
  public Progress page(ImageQuery query, int limit, @Nullable String cursor) {
    Instant end = clock.instant().plus(LONGEST);
    int started = 0;
    int seen = 0;
    String next = cursor;
    do {
      Catalog.Page page = catalog.list(query, Math.min(STEP, limit - seen), next);
      for (ImageRecord image : page.images()) {
        started += isStarted(image) ? 1 : 0;
      }
      seen += page.images().size();
      next = page.cursor();
    } while (seen < limit && next != null && clock.instant().isBefore(end));
    return new Progress(started, seen - started, next);
  }

  private boolean isStarted(ImageRecord seen) {
    ImageError error = seen.error();
    if (error == null || !error.retryable()) {
      return false;
    }
    return catalog
        .update(
            seen.seller(),
            seen.imageId(),
            image ->
                image.run().equals(seen.run())
                    ? ImageJourney.retried(image, false, clock.instant())
                    : image)
        .filter(image -> !image.run().equals(seen.run()))
        .map(starter::start)
        .isPresent();
  }
}
