package dev.vitrine.lesson;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where lessons are kept: in the catalog's table. */
@ConfigMapping(prefix = "vitrine.catalog")
public interface LessonsConfig {

  /** Name of the DynamoDB table. */
  @WithDefault("vitrine")
  String table();
}
