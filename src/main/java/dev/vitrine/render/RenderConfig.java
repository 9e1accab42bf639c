package dev.vitrine.render;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of RenderImage; the largest file is {@code vitrine.upload.max-bytes}. */
@ConfigMapping(prefix = "vitrine.render")
public interface RenderConfig {

  /** Most pixels of an original, width x height; decoding 100 million takes below 512 MB. */
  @WithDefault("100000000")
  long maxPixels();
}
