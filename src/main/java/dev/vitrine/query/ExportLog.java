package dev.vitrine.query;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.event.ExportEvents;
import dev.vitrine.event.ExportEvents.Wanted;
import dev.vitrine.image.ImageId;
import dev.vitrine.listing.ExportMark;
import dev.vitrine.table.Deadline;
import dev.vitrine.table.ItemTooLargeException;
import dev.vitrine.table.TableUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Remembers what was exported: on the images themselves, and for those who want to be told. */
@ApplicationScoped
class ExportLog {
  private static final Logger LOG = Logger.getLogger(ExportLog.class);

  /**
   * A mark is two calls of the table. One after the other, the thousand of an answer would take
   * most of the 29 s that API Gateway waits; more at once would be more than the index of one
   * seller takes.
   */
  private static final int AT_ONCE = 4;

  private final Catalog catalog;
  private final ExportEvents events;
  private final Clock clock;

  ExportLog(Catalog catalog, ExportEvents events, Clock clock) {
    this.catalog = catalog;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Marks images as exported. One that has changed since it was read is marked with what was
   * exported, so that it counts as changed. One that the table does not take until the present
   * thread's deadline counts as not exported: the file is no worse for it.
   *
   * @return whether all are marked
   */
  boolean mark(String seller, ExportedContents contents) {
    Instant now = clock.instant();
    List<Callable<@Nullable Void>> marks = new ArrayList<>();
    contents.forEach(
        (imageId, content) ->
            marks.add(Deadline.carried(() -> mark(seller, imageId, new ExportMark(now, content)))));
    if (marks.isEmpty()) {
      return true;
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, marks.size()));
    try {
      for (Future<@Nullable Void> mark : threads.invokeAll(marks)) {
        mark.get();
      }
      return true;
    } catch (ExecutionException e) {
      LOG.errorf(e.getCause(), "not all exported images of %s are marked", seller);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      threads.shutdownNow();
    }
  }

  private void mark(String seller, ImageId imageId, ExportMark mark) {
    try {
      catalog.update(seller, imageId, image -> image.with(mark));
    } catch (ItemTooLargeException e) {
      LOG.warnf(e, "image %s of %s is too large to be marked as exported", imageId, seller);
    }
  }

  /**
   * Tells the end of an export, if it has any image.
   *
   * @param file its name in the API, e.g. shopify.csv
   * @throws TableUnavailableException when the table does not take it now
   */
  void end(String seller, String file, long images, Wanted wanted) {
    if (images > 0) {
      events.note(seller, file, images, wanted);
    }
  }
}
