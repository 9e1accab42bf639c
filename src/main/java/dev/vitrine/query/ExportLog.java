package dev.vitrine.query;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.event.ExportEvents;
import dev.vitrine.event.ExportEvents.Wanted;
import dev.vitrine.listing.ExportMark;
import dev.vitrine.table.ItemTooLargeException;
import dev.vitrine.table.TableUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Remembers what was exported: on the images themselves, and for those who want to be told. */
@ApplicationScoped
class ExportLog {
  private static final Logger LOG = Logger.getLogger(ExportLog.class);

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
   * exported, so that it counts as changed.
   *
   * @throws TableUnavailableException when the table does not take it now; some are marked then
   */
  void mark(String seller, ExportedContents contents) {
    Instant now = clock.instant();
    contents.forEach(
        (imageId, content) -> {
          try {
            catalog.update(seller, imageId, image -> image.with(new ExportMark(now, content)));
          } catch (ItemTooLargeException e) {
            LOG.warnf(e, "image %s of %s is too large to be marked as exported", imageId, seller);
          }
        });
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
