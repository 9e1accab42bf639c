package dev.vitrine.catalog;

import dev.vitrine.image.ImageKey;
import java.time.Instant;
import java.util.List;

/** The uploads bucket, as far as the catalog looks after it. */
public interface Uploads {

  /**
   * Lists originals.
   *
   * @param from when they were last written, at the earliest
   * @param to when they were last written, before
   * @param mostPages how many pages of 1,000 objects to look at
   */
  List<Listed> written(Instant from, Instant to, int mostPages);

  /** Deletes an original and everything that was derived from it. What is gone already is fine. */
  void delete(ImageRecord image);

  /**
   * An original, as the bucket lists it.
   *
   * @param key where it lies
   * @param bytes its size
   * @param writtenAt when it was last written
   */
  record Listed(ImageKey key, long bytes, Instant writtenAt) {}
}
