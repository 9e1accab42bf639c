package dev.vitrine.catalog;

import dev.vitrine.image.ImageId;
import dev.vitrine.image.PictureHash;
import dev.vitrine.table.InvalidCursorException;
import dev.vitrine.table.TableUnavailableException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Pointers and counters of the images' values, which follow the records. A list by tag or
 * attribute, and the number beside a value, are as old as the last {@link #follow}.
 *
 * <p>Every method throws {@link TableUnavailableException} when the table cannot be written now;
 * what was written until then fits together, and a repetition goes on from there.
 */
public interface ImageIndex {

  /**
   * An image that may have changed.
   *
   * @param seller whose it is
   * @param imageId may be of an image that is gone
   */
  record Name(String seller, ImageId imageId) {
    private static final String IMAGE = "#image#";

    /**
     * {@return the image of a partition of the table}
     *
     * @param partition {@code seller#image#imageId}
     * @throws IllegalArgumentException when it is no image's
     */
    public static Name ofPartition(String partition) {
      int between = partition.lastIndexOf(IMAGE);
      if (between < 0) {
        throw new IllegalArgumentException("not the partition of an image: " + partition);
      }
      return new Name(
          partition.substring(0, between),
          new ImageId(partition.substring(between + IMAGE.length())));
    }
  }

  /**
   * Where an image stands in the list of a band of its hash: newest last, as in other lists.
   *
   * @param position in the list of all
   * @param hash the whole
   */
  record Look(String position, PictureHash hash) {

    /** {@return the place as the table keeps it: {@code position#hash}} */
    String place() {
      return position + "#" + hash;
    }

    /** {@return what a place says} */
    public static Look ofPlace(String place) {
      int end = place.lastIndexOf('#');
      return new Look(place.substring(0, end), new PictureHash(place.substring(end + 1)));
    }
  }

  /**
   * Brings pointers and counters of images up to date with their records. Repeated calls, and calls
   * in any order, have the same result. Two calls at once for one image count each value once, but
   * one may delete a pointer that the other has put: so the stream names an image to one function
   * at a time.
   *
   * @param images any number
   */
  void follow(Collection<Name> images);

  /**
   * Makes the stream name some of a seller's images again by writing them unchanged. For use after
   * an outage in which changes were lost.
   *
   * @param cursor where the call before ended; null to begin
   * @return how many images were written, and where the next call goes on
   * @throws InvalidCursorException if the cursor is malformed
   */
  Page recount(String seller, @Nullable String cursor);

  /**
   * A page of a seller's images.
   *
   * @param images number of images
   * @param cursor where the next page begins; null when this is the last
   */
  record Page(int images, @Nullable String cursor) {}
}
