package dev.vitrine.endpoint;

import java.time.Instant;

/** Looks after tasks that wait for an asynchronous endpoint whose notice never came. */
public interface LostNotices {

  /**
   * Lets the tasks go on whose answer is there.
   *
   * @param before when their questions were asked, at the latest
   * @param most how many questions to look at
   * @return how many tasks go on
   */
  int find(Instant before, int most);
}
