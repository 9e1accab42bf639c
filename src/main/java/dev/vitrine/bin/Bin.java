package dev.vitrine.bin;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Catalog.Binned;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.Leftovers;
import dev.vitrine.catalog.Restyle;
import dev.vitrine.image.ImageId;
import dev.vitrine.image.PictureRef;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.upload.StorageUnavailableException;
import dev.vitrine.upload.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The bins of all sellers. In the bin a picture keeps its record, its original and all that was
 * derived from it. A deleted restyle stays in its picture's record ({@link DeletedRestyles}).
 * docs/decisions/0030-a-bin-for-thirty-days.md says why.
 *
 * <p>Every method throws {@link TableUnavailableException} when the catalog cannot answer now;
 * those that delete throw {@link StorageUnavailableException} when the bucket cannot, and can be
 * repeated. Only {@link #deleteEvictedRestyles} throws neither.
 */
@ApplicationScoped
public class Bin {
  private static final Logger LOG = Logger.getLogger(Bin.class);
  private static final int PAGE = 20;

  /** No picture is begun after this time, so that the answer comes before API Gateway's 29 s. */
  private static final Duration LONGEST = Duration.ofSeconds(12);

  private final Catalog catalog;
  private final Uploads uploads;
  private final Leftovers leftovers;
  private final Clock clock;

  public Bin(Catalog catalog, Uploads uploads, Leftovers leftovers, Clock clock) {
    this.catalog = catalog;
    this.uploads = uploads;
    this.leftovers = leftovers;
    this.clock = clock;
  }

  /** {@return the picture that was put into the bin; empty if the seller has none outside of it} */
  public Optional<ImageRecord> put(String seller, ImageId imageId) {
    return catalog.putIntoBin(seller, imageId, clock.instant());
  }

  /**
   * {@return the picture that was taken out of the bin, or has not been there; empty if the seller
   * has none}
   */
  public Optional<ImageRecord> restore(String seller, ImageId imageId) {
    return catalog.restore(seller, imageId);
  }

  /** See {@link Catalog#bin}. */
  public Catalog.BinPage page(String seller, int limit, @Nullable String cursor) {
    return catalog.bin(seller, limit, cursor);
  }

  /** Deletes a picture in the bin for good. {@return whether it was there} */
  public boolean delete(String seller, ImageId imageId) {
    Optional<Binned> binned = catalog.binned(seller, imageId);
    binned.ifPresent(this::deleteAll);
    return binned.isPresent();
  }

  /**
   * Deletes a picture for good, unless it was restored since it was listed.
   *
   * @return whether it was still in the bin
   */
  public boolean delete(Binned listed) {
    ImageRecord image = listed.image();
    Optional<Binned> binned =
        catalog.binned(image.seller(), image.imageId()).filter(now -> now.at().equals(listed.at()));
    binned.ifPresent(this::deleteAll);
    return binned.isPresent();
  }

  /** Deletes a picture, what was derived from it, and at last its record. */
  private void deleteAll(Binned binned) {
    // The record goes last: while it is there, a deletion that was cut off can be repeated.
    uploads.delete(binned.image().picture(), binned.at());
    catalog
        .delete(binned.image().picture())
        // Again, because a step may have written while the record was there.
        .ifPresent(gone -> leftovers.delete(gone.picture()));
  }

  /**
   * What came of emptying a bin.
   *
   * @param deleted number of pictures
   * @param more whether there are more, for which there was no time, or which could not be deleted
   */
  public record Emptied(int deleted, boolean more) {}

  /**
   * Deletes a seller's pictures in the bin for good, as many as fit into the time of a call. One
   * that cannot be deleted now does not stop the others.
   *
   * @throws StorageUnavailableException when none could be deleted
   */
  public Emptied empty(String seller) {
    Instant end = clock.instant().plus(LONGEST);
    int deleted = 0;
    @Nullable StorageUnavailableException failure = null;
    @Nullable String cursor = null;
    boolean isLate = false;
    do {
      Catalog.BinPage page = catalog.bin(seller, PAGE, cursor);
      for (Binned binned : page.images()) {
        isLate = clock.instant().isAfter(end);
        if (isLate) {
          break;
        }
        try {
          deleted += delete(binned) ? 1 : 0;
        } catch (StorageUnavailableException e) {
          LOG.warnf(e, "image %s stays in the bin", binned.image().imageId());
          failure = e;
        }
      }
      cursor = page.cursor();
    } while (cursor != null && !isLate);
    if (failure != null && deleted == 0) {
      throw failure;
    }
    return new Emptied(deleted, isLate || failure != null);
  }

  /**
   * Deletes a picture's evicted restyles for good; the sweep does it if that is not possible now.
   *
   * @see Restyle.Deleted#evicted
   */
  public void deleteEvictedRestyles(ImageRecord image) {
    if (image.deletedRestyles().stream().noneMatch(Restyle.Deleted::wasEvicted)) {
      return;
    }
    try {
      deleteDueRestyles(image);
    } catch (StorageUnavailableException | TableUnavailableException e) {
      LOG.warn("evicted restyles are left to the sweep", e);
    }
  }

  /**
   * Deletes a picture's restyles whose 30 days are over, and those that were evicted.
   *
   * @return whether there were any
   */
  public boolean deleteDueRestyles(ImageRecord listed) {
    Instant now = clock.instant();
    // Looked up again: one may have been ordered since it was listed.
    PictureRef picture = listed.picture();
    List<Restyle.Deleted> due =
        catalog.find(listed.seller(), listed.imageId()).stream()
            .filter(image -> image.picture().equals(picture))
            .flatMap(image -> image.deletedRestyles().stream())
            .filter(one -> one.isDue(now))
            .toList();
    // They are forgotten last: while they are known, a deletion that was cut off can be repeated.
    due.forEach(one -> uploads.deleteRestyle(picture, one.id()));
    catalog.advance(picture, image -> DeletedRestyles.without(image, due::contains));
    return !due.isEmpty();
  }
}
