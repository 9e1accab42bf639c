package dev.vitrine.local.s3;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * AWS's own S3 client, for tests that talk to an {@link EmbeddedS3}.
 *
 * <p>What that S3 lacks, and no test with it can show: permissions of a role, versions and
 * lifecycle rules, throttling (503 SlowDown), and events that come late, twice or in another order;
 * {@code bench/chaos} troubles the events. The permissions are checked by {@code
 * LeastPrivilegeTest}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html">Amazon
 *     S3 Event Notifications: "delivered at least once"</a>
 */
public final class TestS3 {
  /** Keys that local mode did not make; it takes them as well. */
  public static final AwsCredentials ANY = AwsBasicCredentials.create("any", "thing");

  private TestS3() {}

  public static S3Client client(URI endpoint, AwsCredentials keys) {
    return builder(endpoint, keys).build();
  }

  public static S3ClientBuilder builder(URI endpoint, AwsCredentials keys) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(StaticCredentialsProvider.create(keys))
        .httpClient(UrlConnectionHttpClient.create());
  }
}
