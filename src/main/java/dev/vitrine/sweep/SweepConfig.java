package dev.vitrine.sweep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of the sweep, which finds unfinished work. */
@ConfigMapping(prefix = "vitrine.sweep")
public interface SweepConfig {

  /**
   * The sweep takes up an image that has not changed for this time, and an upload that has had no
   * record for this time.
   */
  @WithDefault("PT15M")
  Duration patience();

  /** How far back the first round looks for uploads without a record. */
  @WithDefault("PT6H")
  Duration window();

  /**
   * How many images at work one sweep looks at, at most, and how many of which something is due.
   */
  @WithDefault("500")
  int images();

  /** How many pages of 1,000 objects one sweep lists, at most. */
  @WithDefault("500")
  int pages();
}
