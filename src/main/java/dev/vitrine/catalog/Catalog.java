package dev.vitrine.catalog;

import dev.vitrine.image.ImageId;
import dev.vitrine.image.PictureRef;
import dev.vitrine.table.InvalidCursorException;
import dev.vitrine.table.Position;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.table.UnreadableItemException;
import dev.vitrine.upload.Upload;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the records of all images, finds and counts them. No seller can reach another's images.
 * Every method throws {@link TableUnavailableException} when the catalog cannot answer now.
 */
public interface Catalog {

  /**
   * {@return the current record; empty if there is none or it was deleted}
   *
   * @throws UnreadableItemException if it cannot be read; lists leave such a record out
   */
  Optional<ImageRecord> find(String seller, ImageId imageId);

  /** {@return the current record, for a list: empty also if it cannot be read, which is counted} */
  default Optional<ImageRecord> findReadable(String seller, ImageId imageId) {
    return find(seller, imageId);
  }

  /**
   * Creates the record of an image, or begins a newer revision in it.
   *
   * @return the record as it is then; empty when the image was deleted after the upload, and stays
   *     deleted
   */
  Optional<ImageRecord> receive(Upload upload);

  /**
   * Changes a record without losing concurrent changes.
   *
   * @param change a pure function: called again with the newer record after a conflict; returns the
   *     same record if there is nothing to change
   * @return the record as it is then; empty when there is none
   */
  Optional<ImageRecord> update(String seller, ImageId imageId, UnaryOperator<ImageRecord> change);

  /**
   * Changes a record as {@link #update} does, also in the bin: a picture that is put into the bin
   * while it is worked on is finished there.
   */
  Optional<ImageRecord> advance(PictureRef picture, UnaryOperator<ImageRecord> change);

  /**
   * Puts an image into the bin. It is found nowhere else then, until it is restored. Changes
   * nothing if it is there already.
   *
   * @return the record; empty if there is none outside of the bin
   */
  Optional<ImageRecord> putIntoBin(String seller, ImageId imageId, Instant at);

  /**
   * Takes an image out of the bin, as it was. Changes nothing if it is not there.
   *
   * @return the record; empty if there is none
   */
  Optional<ImageRecord> restore(String seller, ImageId imageId);

  /** {@return the image in the bin; empty if it is not there} */
  Optional<Binned> binned(String seller, ImageId imageId);

  /**
   * Lists a seller's bin; the picture that was deleted last comes first.
   *
   * @param limit how many places to look at, in [1, 100]; the list lags, so there may be fewer
   *     images, even none, although there are more to come
   * @param cursor where the page before ended; null for the first page
   * @throws InvalidCursorException if the cursor is malformed
   */
  BinPage bin(String seller, int limit, @Nullable String cursor);

  /**
   * Deletes the record of a revision for good, in the bin or not.
   *
   * @return the deleted record; empty if there was none of this revision
   */
  Optional<ImageRecord> delete(PictureRef picture);

  /**
   * Deletes the record of an original that was removed, unless the record is of a newer revision.
   * Events of older revisions that come later do not bring the record back.
   *
   * @param removed the original, with the removal's sequencer as its revision
   * @param at when it was removed
   */
  void remove(PictureRef removed, Instant at);

  /**
   * Lists images in the query's order.
   *
   * @param limit at most so many, in [1, 100]; there may be fewer, even none, although there are
   *     more to come: a call looks at a bounded number of images
   * @param cursor where the page before ended; null for the first page
   * @throws InvalidCursorException if the cursor is malformed, or of another query
   */
  Page list(ImageQuery query, int limit, @Nullable String cursor);

  /**
   * Lists images in the query's order, each by its card: the pages of {@link #list}, for a fraction
   * of their price. A card may be some moments older than its record.
   *
   * @param limit at most so many, in [1, 100]; there may be fewer, as in {@link #list}
   * @param cursor where the page before ended, of cards or of records; null for the first page
   * @throws InvalidCursorException if the cursor is malformed, or of another query
   */
  Cards cards(ImageQuery query, int limit, @Nullable String cursor);

  /**
   * {@return the cursor of a place between file names: in ascending order the page begins with the
   * first image whose name does not come before this one, in descending order with the last whose
   * name does}
   *
   * @param query in an order by name
   */
  String cursorAt(ImageQuery query, String name);

  /**
   * Lists images that have something to decide, the least sure first: see {@link Doubt}.
   *
   * @param limit at most so many, in [1, 100]; there may be fewer, even none, although there are
   *     more to come
   * @param cursor where the page before ended; null for the first page
   * @throws InvalidCursorException if the cursor is malformed
   */
  Page review(String seller, int limit, @Nullable String cursor);

  /** {@return the images uploaded just after and just before one, of the same seller} */
  Neighbours neighbours(ImageRecord image);

  /**
   * {@return the months of a time zone, newest first, in which images of a query were uploaded; of
   * at most 120} Eventually consistent. A query with words, or with two conditions that have lists
   * of their own in the table, gets the months of the shorter list, without counts: to count, every
   * record would have to be read.
   *
   * @param counts whether to count; counting reads as much as {@link #counts}, naming hardly any
   */
  List<Month> months(ImageQuery query, ZoneId zone, boolean counts);

  /** A count of images above this may be too low. */
  long MOST_COUNTED = 100_000;

  /**
   * {@return how many images of the seller have each status} Eventually consistent; above {@link
   * #MOST_COUNTED} perhaps more.
   */
  Map<ImageStatus, Long> counts(String seller);

  /**
   * {@return how many images of a seller are being worked on; a lower bound from about 100,000 on}
   * Eventually consistent.
   *
   * @param before position before which an image must stand, oldest first, to be counted; null
   *     counts all
   * @see Card#position
   */
  long running(String seller, @Nullable String before);

  /**
   * {@return the most frequent value of the seller's images that differs from this one in letter
   * case or invisible characters only; the value itself if an image has it, or none has one like
   * it}
   */
  Facet.Key spelled(String seller, Facet.Key value);

  /** {@return the values of the seller's images by attribute name, most frequent first} */
  List<Facet> facets(String seller);

  /**
   * Finds what the sweep has to do, in one reading of the images of all sellers that have something
   * left to do. Completes changes of theirs that were interrupted.
   *
   * @param patience how long an image must not have changed before the sweep takes up its work, or
   *     deletes what it has left
   * @param most how many images to look at of those at work, and how many of the others; those that
   *     have waited longest are looked at first. Images that cannot be read are left out; how long
   *     the oldest of them has waited is counted.
   */
  DueWork dueWork(Instant now, Duration patience, int most);

  /**
   * What the sweep has to do.
   *
   * @param unfinished images that are unfinished, or that failed for a passing reason and are to be
   *     started again; the longest unchanged first
   * @param leftovers what deleted and replaced pictures may have left in the bucket
   * @param binned images that have been in the bin for long enough
   * @param withDueRestyles images, outside of the bin, that have deleted restyles which are due
   * @see Restyle.Deleted#isDue
   */
  record DueWork(
      List<ImageRecord> unfinished,
      List<Leftover> leftovers,
      List<Binned> binned,
      List<ImageRecord> withDueRestyles) {
    public DueWork {
      unfinished = List.copyOf(unfinished);
      leftovers = List.copyOf(leftovers);
      binned = List.copyOf(binned);
      withDueRestyles = List.copyOf(withDueRestyles);
    }
  }

  /** The images beside one in the list of all; null where it is the newest or the oldest. */
  record Neighbours(@Nullable ImageId newer, @Nullable ImageId older) {}

  /**
   * Records that a sweep has deleted a leftover. Changes nothing if more has been left meanwhile.
   *
   * @param gone whether nobody can write more of it; otherwise a later sweep looks again
   */
  void recordDeleted(Leftover leftover, boolean gone);

  /**
   * A month of a list.
   *
   * @param month in the time zone that was asked for
   * @param images how many of the list were uploaded in it; null if it was not counted
   */
  record Month(YearMonth month, @Nullable Long images) {}

  /**
   * Some images of a list, by their cards.
   *
   * @param cards in the list's order
   * @param cursor where the next page begins; null when this is the last
   */
  record Cards(List<Card> cards, @Nullable String cursor) {
    public Cards {
      cards = List.copyOf(cards);
    }
  }

  /**
   * Some images of a list.
   *
   * @param images in the list's order
   * @param cursor where the next page begins; null when this is the last
   * @param unreadable images between them whose records cannot be read, so that nobody knows
   *     whether they meet all conditions; none twice
   */
  record Page(List<ImageRecord> images, @Nullable String cursor, List<ImageId> unreadable) {
    public Page {
      images = List.copyOf(images);
      unreadable = List.copyOf(unreadable);
    }

    public Page(List<ImageRecord> images, @Nullable String cursor) {
      this(images, cursor, List.of());
    }
  }

  /**
   * An image in the bin.
   *
   * @param at when it was put there
   */
  record Binned(ImageRecord image, Instant at) {
    static final Duration KEPT = Duration.ofDays(30);

    /** {@return when it is deleted for good} */
    public Instant goesAt() {
      return at.plus(KEPT);
    }

    /** {@return where the bin shows it} */
    String position() {
      return Position.of(at, image.imageId());
    }
  }

  /**
   * Some images of a bin.
   *
   * @param images what was put there last first
   * @param cursor where the next page begins; null when this is the last
   */
  record BinPage(List<Binned> images, @Nullable String cursor) {
    public BinPage {
      images = List.copyOf(images);
    }
  }
}
