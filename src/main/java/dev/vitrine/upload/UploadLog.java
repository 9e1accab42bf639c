package dev.vitrine.upload;

import dev.vitrine.image.PictureRef;
import java.time.Instant;
import java.util.Optional;

/** Remembers which uploads were seen; implemented by the catalog. */
public interface UploadLog {
  /**
   * Records that a revision of an original has arrived.
   *
   * @return whether to start its execution: false when a newer revision is known, or this one is
   *     finished or was deleted; true also for a repeated event while the picture is worked on,
   *     because starting an execution of the same name again does nothing
   */
  boolean received(Upload upload);

  /**
   * Records that an original was removed, and deletes what was derived from it. Changes nothing
   * when a newer revision is known.
   *
   * @param removed with the removal's sequencer as its revision
   * @param at the S3 event's time
   * @return an older version that came back because a newer one, or the marker of a deletion, was
   *     removed: its execution is to be started
   */
  Optional<PictureRef> removed(PictureRef removed, Instant at);
}
