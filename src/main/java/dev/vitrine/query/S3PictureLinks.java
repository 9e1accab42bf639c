package dev.vitrine.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Presigns S3 addresses. */
@ApplicationScoped
class S3PictureLinks implements PictureLinks {
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  private final S3Presigner presigner;

  S3PictureLinks(S3Presigner presigner) {
    this.presigner = presigner;
  }

  @Override
  public URI link(String bucket, String key) {
    return link(bucket, key, LIFETIME);
  }

  @Override
  public URI link(String bucket, String key, Duration lifetime) {
    return URI.create(
        presigner
            .presignGetObject(
                r -> r.signatureDuration(lifetime).getObjectRequest(o -> o.bucket(bucket).key(key)))
            .url()
            .toString());
  }
}
