package dev.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;

class RetriableHttpTest {
  private static final int ATTEMPTS = 3;

  /** As S3 does when it closes a connection that a client has just begun to use again. */
  @Test
  void aConnectionThatBreaksWhileTheBodyIsSentIsAnSdkErrorAfterAllAttempts() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        S3Client s3 = s3(server.getLocalPort())) {
      Thread closing = new Thread(() -> closeAfterTheHead(server, requests), "closing-server");
      closing.setDaemon(true);
      closing.start();

      assertThatThrownBy(
              () ->
                  s3.putObject(
                      o -> o.bucket("b").key("k"), RequestBody.fromBytes(new byte[4 << 20])))
          .isInstanceOf(SdkClientException.class)
          .hasRootCauseInstanceOf(IOException.class);
      assertThat(requests).hasValueGreaterThanOrEqualTo(ATTEMPTS);
    }
  }

  private static S3Client s3(int port) {
    return S3Client.builder()
        .httpClient(new AwsClients().http())
        .endpointOverride(URI.create("http://127.0.0.1:" + port))
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
        .overrideConfiguration(
            o ->
                o.retryStrategy(
                    r ->
                        r.maxAttempts(ATTEMPTS)
                            .backoffStrategy(BackoffStrategy.fixedDelay(Duration.ofMillis(1)))))
        .build();
  }

  /** Ends when the server is closed. */
  private static void closeAfterTheHead(ServerSocket server, AtomicInteger requests) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        BufferedReader head =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        String line = head.readLine();
        while (line != null && !line.isEmpty()) {
          line = head.readLine();
        }
        requests.incrementAndGet();
      } catch (IOException e) {
        // The test has ended, or the client has.
      }
    }
  }
}
