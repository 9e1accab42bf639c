package dev.vitrine.upload;

import dev.vitrine.image.ImageKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Presigned posts into the uploads bucket. Each upload gets a folder of its own, so that the
 * hundredth {@code image.jpg} of a phone does not replace the first.
 */
@ApplicationScoped
class S3UploadPosts implements UploadPosts {
  private final UploadConfig config;
  private final S3Client s3;
  private final AwsCredentialsProvider credentials;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  S3UploadPosts(UploadConfig config, S3Client s3, AwsCredentialsProvider credentials, Clock clock) {
    this.config = config;
    this.s3 = s3;
    this.credentials = credentials;
    this.clock = clock;
  }

  @Override
  public UploadPost create(
      String seller, String fileName, String contentType, List<String> restyles) {
    byte[] folder = new byte[5];
    random.nextBytes(folder);
    ImageKey original =
        new ImageKey(
            config.bucket(), seller + "/" + HexFormat.of().formatHex(folder) + "/" + fileName);
    Instant now = clock.instant();
    Instant expiresAt = now.plus(config.postLifetime());
    return new UploadPost(
        original.imageId().value(),
        original.key(),
        url(),
        fields(original, contentType, restyles, now, expiresAt),
        expiresAt);
  }

  /** The bucket's own address, wherever the client has been pointed. */
  private String url() {
    String object = s3.utilities().getUrl(o -> o.bucket(config.bucket()).key("k")).toString();
    return object.substring(0, object.length() - "/k".length());
  }

  private Map<String, String> fields(
      ImageKey original,
      String contentType,
      List<String> restyles,
      Instant now,
      Instant expiresAt) {
    PostPolicy policy =
        new PostPolicy(s3.serviceClientConfiguration().region().id())
            .bucket(original.bucket())
            .contentLength(1, config.maxBytes())
            .field("key", original.key())
            .field("Content-Type", contentType);
    if (!restyles.isEmpty()) {
      policy.field("x-amz-meta-" + WantedRestyles.METADATA, String.join(",", restyles));
    }
    AwsCredentials who = credentials.resolveCredentials();
    String token = who instanceof AwsSessionCredentials session ? session.sessionToken() : null;
    return policy.sign(who.accessKeyId(), who.secretAccessKey(), token, now, expiresAt);
  }
}
