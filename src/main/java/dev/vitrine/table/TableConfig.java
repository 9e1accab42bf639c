package dev.vitrine.table;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where everything is kept, and how long a call may try. */
@ConfigMapping(prefix = "vitrine.table")
public interface TableConfig {
  /** Name of the DynamoDB table. */
  @WithDefault("vitrine")
  String name();

  /** How long a throttled or contended call tries again where no {@link Deadline} is set. */
  @WithDefault("PT20S")
  Duration patience();

  /**
   * Whether records are written compressed. They are read both ways. Not in AWS yet: during a
   * deployment, and after a rollback, the release before reads what this one wrote.
   */
  @WithDefault("false")
  boolean compressesRecords();
}
