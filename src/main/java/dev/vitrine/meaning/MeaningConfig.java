package dev.vitrine.meaning;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where AWS keeps the embeddings for comparing them. Local mode has files of its own. */
@ConfigMapping(prefix = "vitrine.meaning")
public interface MeaningConfig {

  /** Name of a vector bucket of S3; empty if embeddings are not compared. */
  Optional<String> bucket();
}
