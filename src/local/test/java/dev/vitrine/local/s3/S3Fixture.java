package dev.vitrine.local.s3;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A server with an empty bucket, the events that it told, and a client that repeats no call. */
abstract class S3Fixture {
  static final String BUCKET = EmbeddedS3.BUCKET;

  private static final AwsBasicCredentials OURS = AwsBasicCredentials.create("vitrine", "secret");

  @TempDir Path folder;

  final List<ObjectEvent> events = new CopyOnWriteArrayList<>();
  EmbeddedS3 server;
  S3Client s3;

  @BeforeEach
  final void start() throws Exception {
    server = new EmbeddedS3(folder, 0, OURS, List.of(), events::add);
    server.start();
    s3 =
        TestS3.builder(server.endpoint(), OURS)
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
  }

  @AfterEach
  final void stop() throws Exception {
    s3.close();
    server.close();
  }

  /** {@return the ETag} */
  final String put(String key, String content) {
    return s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(content)).eTag();
  }

  final String text(String key) {
    return s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asUtf8String();
  }
}
