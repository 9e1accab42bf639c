package dev.vitrine.upload;

import dev.vitrine.image.ImageKey;
import dev.vitrine.image.PictureRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists and deletes originals, and what was derived from them, in the uploads bucket. */
public interface Uploads {

  /**
   * {@return the next sellers who have objects, at most 1,000, in the order of their keys; empty
   * when there are no more}
   *
   * @param after the seller after whom the list goes on; null for its begin
   */
  List<String> sellers(@Nullable String after);

  /**
   * Lists the next 1,000 objects of a seller, in the order of their keys.
   *
   * @param after the key after which they begin; null for the first
   * @param from only originals last written at or after this time
   * @param to only originals last written before this time
   */
  Page originals(String seller, @Nullable String after, Instant from, Instant to);

  /**
   * Deletes an original and everything that was derived from it. Missing objects are no error.
   *
   * @param until an original written after this time is a newer one: it stays, with all that was
   *     derived from newer revisions. S3's times are whole seconds
   */
  void delete(PictureRef picture, Instant until);

  /** Deletes what was derived from revisions up to this one, and leaves the original alone. */
  void deleteDerived(PictureRef upTo);

  /**
   * Deletes a restyled picture. A missing one is no error.
   *
   * @param order the id of what was ordered
   */
  void deleteRestyle(PictureRef picture, String order);

  /** {@return the original that lies there now; empty when there is none} */
  Optional<Current> current(ImageKey key);

  /**
   * Some objects of a seller.
   *
   * @param originals those that were written in the time asked for
   * @param last the last key that was looked at; null when there are no more objects
   */
  record Page(List<Listed> originals, @Nullable String last) {
    public Page {
      originals = List.copyOf(originals);
    }
  }

  /**
   * An original, as it is now.
   *
   * @param versionId null in a bucket without versions
   * @param bytes its size
   */
  record Current(@Nullable String versionId, long bytes) {}

  /**
   * An original, as the bucket lists it.
   *
   * @param key where it lies
   * @param bytes its size
   * @param writtenAt when it was last written
   */
  record Listed(ImageKey key, long bytes, Instant writtenAt) {}
}
