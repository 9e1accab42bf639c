package dev.vitrine.upload;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where pictures are uploaded, and how large they may be. */
@ConfigMapping(prefix = "vitrine.upload")
public interface UploadConfig {

  /** Bucket that sellers upload to; derived objects go to it as well. */
  @WithDefault("vitrine-uploads")
  String bucket();

  /** Where that bucket takes posts; not set in AWS, where it follows from bucket and region. */
  Optional<URI> endpoint();

  /** AWS region that posts are signed for. */
  @WithDefault("us-east-1")
  String region();

  /** Largest original in bytes; what is larger is refused by S3 itself. */
  @WithDefault("52428800")
  long maxBytes();

  /** How long a permission to upload lasts. */
  @WithDefault("PT15M")
  Duration postLifetime();
}
