package dev.vitrine.export;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.event.ExportEvents;
import dev.vitrine.event.ExportEvents.Wanted;
import dev.vitrine.export.ExportReceipts.Receipt;
import dev.vitrine.image.ImageId;
import dev.vitrine.listing.ExportMark;
import dev.vitrine.table.Deadline;
import dev.vitrine.table.ItemTooLargeException;
import dev.vitrine.table.TableUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
   * A mark is two calls of the table. One after the other, the thousand of a receipt would take
   * most of the 29 s that API Gateway waits; more at once would be more than the index of one
   * seller takes.
   */
  private static final int AT_ONCE = 4;

  /** API Gateway waits 29 s for all of an answer, which receipts may have taken 10 s of. */
  private static final int TELLING_MILLIS = 5_000;

  private final Catalog catalog;
  private final ExportReceipts receipts;
  private final ExportEvents events;

  ExportLog(Catalog catalog, ExportReceipts receipts, ExportEvents events) {
    this.catalog = catalog;
    this.receipts = receipts;
    this.events = events;
  }

  /**
   * Remembers what a file says of its images. They are exported only once it has arrived: see
   * {@link #confirm}.
   *
   * @param at when the images began to be read
   * @return the receipts to be confirmed then; none if everything was exported before as it is
   * @throws TableUnavailableException when the table does not take them now
   */
  List<String> keep(String seller, Instant at, ExportedContents contents) {
    return contents.portions(ExportReceipts.MOST_IMAGES).stream()
        .map(some -> receipts.keep(seller, new Receipt(at, contents.file(), some)))
        .toList();
  }

  /**
   * Marks the images of a receipt as exported, as they were read for it. One that has changed since
   * counts as changed.
   *
   * @return whether there is such a receipt
   * @throws TableUnavailableException when the table did not take all marks until the present
   *     thread's deadline; those it took stay, and no second call harms
   * @throws IllegalStateException when an image can never be marked; all others are
   */
  boolean confirm(String seller, String receiptId) {
    Optional<Receipt> receipt = receipts.find(seller, receiptId);
    receipt.ifPresent(known -> mark(seller, known));
    return receipt.isPresent();
  }

  private void mark(String seller, Receipt receipt) {
    List<Callable<@Nullable Void>> marks = new ArrayList<>();
    receipt
        .contents()
        .forEach(
            (id, content) -> {
              ExportMark mark = ExportMark.of(receipt.file(), receipt.at(), content);
              marks.add(Deadline.carried(() -> mark(seller, new ImageId(id), mark)));
            });
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      requireAll(threads.invokeAll(marks));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TableUnavailableException("not all exported images are marked", e);
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * Fails if one has failed: with an error that a second call may mend, if there is one, as the
   * client is then told to call again.
   */
  private static void requireAll(List<Future<@Nullable Void>> marks) throws InterruptedException {
    @Nullable Throwable lasting = null;
    @Nullable Throwable passing = null;
    for (Future<@Nullable Void> mark : marks) {
      try {
        mark.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof TableUnavailableException) {
          passing = e.getCause();
        } else {
          lasting = e.getCause();
        }
      }
    }
    if (passing != null) {
      throw new TableUnavailableException("not all exported images are marked", passing);
    }
    if (lasting != null) {
      throw new IllegalStateException("an exported image cannot be marked", lasting);
    }
  }

  private void mark(String seller, ImageId imageId, ExportMark mark) {
    try {
      if (catalog.update(seller, imageId, image -> image.with(mark)).isEmpty()) {
        catalog
            .binned(seller, imageId)
            .map(binned -> binned.image().picture())
            .ifPresent(picture -> catalog.advance(picture, image -> image.with(mark)));
      }
    } catch (ItemTooLargeException e) {
      LOG.warnf(e, "image %s of %s is too large to be marked as exported", imageId, seller);
    }
  }

  /**
   * Tells the end of an export, as {@link #end} does. Whoever exports has the file, or is about to
   * get it, so that nothing that fails here is their error.
   */
  void tell(String seller, String file, long images, Wanted wanted) {
    try {
      Deadline.within(
          TELLING_MILLIS,
          () -> {
            end(seller, file, images, wanted);
            return true;
          });
    } catch (RuntimeException e) {
      LOG.errorf(e, "nobody is told that %s exported %s", seller, file);
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
