package dev.vitrine.vocabulary;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where sellers' vocabularies are stored: in the same table as the catalog's records. */
@ConfigMapping(prefix = "vitrine.catalog")
public interface VocabularyConfig {

  /** Name of the DynamoDB table. */
  @WithDefault("vitrine")
  String table();
}
