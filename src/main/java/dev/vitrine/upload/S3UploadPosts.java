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

/**
 * Presigned posts into the uploads bucket. Each upload gets a folder of its own, so that the
 * hundredth {@code image.jpg} of a phone does not replace the first.
 */
@ApplicationScoped
class S3UploadPosts implements UploadPosts {
  /** User metadata that carries the wanted restyles to RenderImage. */
  private static final String RESTYLES = "x-amz-meta-vitrine-restyle";

  private final UploadConfig config;
  private final AwsCredentialsProvider credentials;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  S3UploadPosts(UploadConfig config, AwsCredentialsProvider credentials, Clock clock) {
    this.config = config;
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

  private String url() {
    return config
        .endpoint()
        .map(endpoint -> endpoint + "/" + config.bucket())
        .orElse("https://" + config.bucket() + ".s3." + config.region() + ".amazonaws.com");
  }

  private Map<String, String> fields(
      ImageKey original,
      String contentType,
      List<String> restyles,
      Instant now,
      Instant expiresAt) {
    PostPolicy policy =
        new PostPolicy(config.region())
            .bucket(original.bucket())
            .contentLength(1, config.maxBytes())
            .field("key", original.key())
            .field("Content-Type", contentType);
    if (!restyles.isEmpty()) {
      policy.field(RESTYLES, String.join(",", restyles));
    }
    AwsCredentials who = credentials.resolveCredentials();
    String token = who instanceof AwsSessionCredentials session ? session.sessionToken() : null;
    return policy.sign(who.accessKeyId(), who.secretAccessKey(), token, now, expiresAt);
  }
}
