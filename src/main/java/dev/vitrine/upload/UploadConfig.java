package dev.vitrine.upload;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where pictures are uploaded, and how large they may be. */
@ConfigMapping(prefix = "vitrine.upload")
public interface UploadConfig {

  /** Bucket that sellers upload to; derived objects go to it as well. */
  @WithDefault("vitrine-uploads")
  String bucket();

  /** Largest original in bytes; what is larger is refused by S3 itself. */
  @WithDefault("52428800")
  long maxBytes();

  /** How long a permission to upload lasts. */
  @WithDefault("PT15M")
  Duration postLifetime();
}
