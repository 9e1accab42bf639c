package dev.vitrine.upload;

/** Remembers which uploads were seen; implemented by the catalog. */
public interface UploadLog {
  /**
   * Records that a revision of an original has arrived.
   *
   * @return whether its execution is to be started: true also for an event that is repeated while
   *     the picture is worked on, because starting an execution of the same name starts nothing;
   *     false when a newer revision is known, or this one is finished or was deleted
   */
  boolean received(Upload upload);
}
