package dev.vitrine.table;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What becomes of records of the table's stream that fail. */
@ConfigMapping(prefix = "vitrine.stream")
public interface StreamConfig {

  /** Address of the queue of records that are given up; none in local mode. */
  Optional<String> givenUpQueue();
}
