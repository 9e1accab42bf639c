package dev.vitrine.upload;

import dev.vitrine.image.ImageKey;
import dev.vitrine.image.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Remembers which uploads were seen; implemented by the catalog. */
public interface UploadLog {

  /**
   * Records that a revision of an original has arrived.
   *
   * @param bytes size of the object
   * @return false when this revision or a newer one is known and its execution was started: the
   *     event is a repetition or late, and nothing is to be done
   */
  boolean received(
      ImageKey original,
      @Nullable String versionId,
      Revision revision,
      long bytes,
      Instant uploadedAt);

  /**
   * Records that a revision's execution was started; does nothing when it has got further already.
   */
  void started(ImageKey original, Revision revision, String executionArn);
}
