package dev.vitrine.export;

import dev.vitrine.image.PictureRef;
import dev.vitrine.upload.StorageUnavailableException;
import java.io.InputStream;
import java.util.Optional;

/** Reads pictures as they were uploaded, where so many bytes may pass through the API. */
public interface Originals {
  /** {@return whether the API may carry them here} */
  boolean areCarried();

  /**
   * {@return the bytes of an original; empty if the bucket does not have it any more}
   *
   * @throws StorageUnavailableException when the bucket does not answer
   */
  Optional<InputStream> open(PictureRef picture);
}
