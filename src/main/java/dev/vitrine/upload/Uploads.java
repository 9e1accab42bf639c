package dev.vitrine.upload;

import dev.vitrine.image.ImageKey;
import dev.vitrine.image.PictureRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The uploads bucket, as far as originals and what was derived from them are looked after. */
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
  void delete(PictureRef picture);

  /** Deletes what was derived from revisions up to this one, and leaves the original alone. */
  void deleteDerived(PictureRef upTo);

  /** {@return the original that lies there now; empty when there is none} */
  Optional<Current> current(ImageKey key);

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
