package dev.vitrine.local.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A client of the bucket that has its answer before it has sent everything. */
class RefusedClientTest {
  private static final int PATIENCE = 10_000;

  @TempDir Path folder;

  /** Whose signature is not checked, see {@link S3Servlet}. */
  private static final String SIGNED_BY_A_STRANGER =
      "Authorization: AWS4-HMAC-SHA256 Credential=any/20261129/us-east-1/s3/aws4_request,"
          + " SignedHeaders=host, Signature=0\r\n"
          + "x-amz-content-sha256: UNSIGNED-PAYLOAD\r\nx-amz-date: 20261129T120000Z\r\n";

  @Test
  void maySendOnAndAskAgainOnItsConnectionWhoeverRefused() throws Exception {
    AwsBasicCredentials keys = AwsBasicCredentials.create("key", "secret");
    try (EmbeddedS3 server = new EmbeddedS3(folder, 0, keys, List.of(), event -> {})) {
      server.start();
      try (Socket socket = connected(server)) {
        BufferedReader answers =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        OutputStream out = socket.getOutputStream();

        out.write(head("PUT", "a.jpg", "Content-Length: 1000000\r\n"));
        assertThat(next(answers)).isEqualTo("HTTP/1.1 403 Forbidden");
        out.write(new byte[1_000_000]);
        String length = "Content-Length: 2000000\r\n";
        out.write(head("PUT", "x".repeat(1020), length + SIGNED_BY_A_STRANGER));
        assertThat(next(answers)).isEqualTo("HTTP/1.1 400 Bad Request");
        out.write(new byte[2_000_000]);
        out.write(head("HEAD", "a.jpg", "Connection: close\r\n"));
        assertThat(next(answers)).isEqualTo("HTTP/1.1 403 Forbidden");
      }
    }
  }

  /** Java's client loses a refusal that comes in one packet with the 100 (Continue). */
  @Test
  void hasTheAnswerOnlyAfterTheContinueThatItExpects() throws Exception {
    AwsBasicCredentials keys = AwsBasicCredentials.create("key", "secret");
    try (EmbeddedS3 server = new EmbeddedS3(folder, 0, keys, List.of(), event -> {})) {
      server.start();
      try (Socket socket = connected(server)) {
        BufferedReader answers =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        OutputStream out = socket.getOutputStream();
        String expects = "Expect: 100-continue\r\nContent-Length: 20\r\n" + SIGNED_BY_A_STRANGER;

        out.write(head("PUT", "a.jpg", expects));
        assertThat(next(answers)).isEqualTo("HTTP/1.1 100 Continue");
        out.write(new byte[20]);
        assertThat(next(answers)).isEqualTo("HTTP/1.1 200 OK");
        out.write(head("PUT", "x".repeat(1025), expects));
        assertThat(next(answers)).isEqualTo("HTTP/1.1 100 Continue");
        socket.setSoTimeout(200);
        assertThatThrownBy(() -> next(answers)).hasCauseInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(PATIENCE);
        out.write(new byte[20]);
        assertThat(next(answers)).isEqualTo("HTTP/1.1 400 Bad Request");
      }
    }
  }

  /** AWS' SDK expects a 100 (Continue) and then sends; this one takes its time. */
  @Test
  void hearsTheRefusalThoughItSendsLater() throws Exception {
    AwsBasicCredentials keys = AwsBasicCredentials.create("key", "secret");
    try (EmbeddedS3 server = new EmbeddedS3(folder, 0, keys, List.of(), event -> {})) {
      server.start();
      try (S3Client s3 = TestS3.client(server.endpoint(), keys)) {
        assertThatThrownBy(
                () ->
                    s3.putObject(
                        r -> r.bucket(EmbeddedS3.BUCKET).key("x".repeat(1025)),
                        RequestBody.fromContentProvider(SlowBody::new, SlowBody.LENGTH, "a/b")))
            .isInstanceOfSatisfying(
                S3Exception.class,
                e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("KeyTooLongError"));
      }
    }
  }

  /** Bytes that come when the server has long answered. */
  private static final class SlowBody extends InputStream {
    private static final int LENGTH = 20;
    private int read;

    @Override
    public int read() {
      if (read == 0) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      }
      return read++ < LENGTH ? 'x' : -1;
    }
  }

  private static Socket connected(EmbeddedS3 server) throws IOException {
    Socket socket = new Socket("127.0.0.1", server.endpoint().getPort());
    socket.setSoTimeout(PATIENCE);
    return socket;
  }

  private static byte[] head(String method, String name, String headers) {
    String line = method + " /" + EmbeddedS3.BUCKET + "/demo/" + name + " HTTP/1.1\r\n";
    return (line + "Host: 127.0.0.1\r\n" + headers + "\r\n").getBytes(US_ASCII);
  }

  /** {@return the first line of the next answer} */
  private static String next(BufferedReader answers) {
    return answers.lines().filter(line -> line.startsWith("HTTP/1.1")).findFirst().orElse("none");
  }
}
