package dev.vitrine.action;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageJourney;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.failure.ImageError;
import dev.vitrine.table.InvalidCursorException;
import dev.vitrine.table.ItemTooLargeException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Repeats the failed steps of the images of a query, a bounded number of images in a call. */
@ApplicationScoped
public class RetryAll {
  /** Most images that one call looks at. */
  public static final int MOST = 100;

  private static final Logger LOG = Logger.getLogger(RetryAll.class);
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
   * @param unchanged images that nothing failed on, or that trying again would not help
   * @param tooLarge images that are not tried again, as their records would be too large
   * @param cursor where the next call begins; null when every image was looked at
   */
  public record Progress(int started, int unchanged, int tooLarge, @Nullable String cursor) {}

  private enum Outcome {
    STARTED,
    UNCHANGED,
    TOO_LARGE
  }

  /**
   * Looks at the next images of a query, newest first. A repeated call starts nothing twice.
   *
   * @param limit how many images to look at, at most {@link #MOST}
   * @param cursor of the call before; null for the first
   * @throws InvalidCursorException if the cursor is not one of this query
   * @throws dev.vitrine.workflow.WorkflowUnavailableException if no execution can be started now
   */
  public Progress page(ImageQuery query, int limit, @Nullable String cursor) {
    List<Outcome> outcomes = new ArrayList<>();
    String next =
        new BoundedWalk(catalog, clock, STEP)
            .visit(query, limit, cursor, image -> outcomes.add(outcome(image)));
    return new Progress(
        Collections.frequency(outcomes, Outcome.STARTED),
        Collections.frequency(outcomes, Outcome.UNCHANGED),
        Collections.frequency(outcomes, Outcome.TOO_LARGE),
        next);
  }

  private Outcome outcome(ImageRecord seen) {
    ImageError error = seen.error();
    if (error == null || !error.retryable()) {
      return Outcome.UNCHANGED;
    }
    try {
      return isRepeated(seen) ? Outcome.STARTED : Outcome.UNCHANGED;
    } catch (ItemTooLargeException e) {
      LOG.warnf(e, "image %s is not tried again", seen.imageId());
      return Outcome.TOO_LARGE;
    }
  }

  private boolean isRepeated(ImageRecord seen) {
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
