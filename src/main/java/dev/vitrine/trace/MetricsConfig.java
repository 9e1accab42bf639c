package dev.vitrine.trace;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where metrics go. */
@ConfigMapping(prefix = "vitrine.metrics")
public interface MetricsConfig {
  /** Name of the stack, the metrics' dimension. Without it, as in local mode, none are written. */
  Optional<String> stack();
}
