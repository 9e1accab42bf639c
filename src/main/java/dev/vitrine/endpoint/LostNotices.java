package dev.vitrine.endpoint;

import java.time.Instant;

/** Resumes tasks whose answer is there, though the notice of it was lost. */
public interface LostNotices {

  /**
   * Resumes the tasks whose answer or failure is stored.
   *
   * @param before only requests sent before this time
   * @param most most requests to look at; if there are more, each call looks at a random choice
   * @return number of tasks resumed
   */
  int resume(Instant before, int most);
}
