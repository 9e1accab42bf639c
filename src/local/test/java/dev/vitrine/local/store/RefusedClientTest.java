package dev.vitrine.local.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** A client of the bucket that has its answer before it has sent everything. */
class RefusedClientTest {
  @TempDir Path folder;

  @Test
  void maySendOnAndAskAgainOnItsConnection() throws Exception {
    String head =
        "%s /" + EmbeddedS3.BUCKET + "/demo/a.jpg HTTP/1.1\r\nHost: 127.0.0.1\r\n%s\r\n\r\n";
    AwsBasicCredentials keys = AwsBasicCredentials.create("key", "secret");
    try (EmbeddedS3 server = new EmbeddedS3(folder, 0, keys, List.of(), event -> {})) {
      server.start();
      try (Socket socket = new Socket("127.0.0.1", server.endpoint().getPort())) {
        socket.setSoTimeout(10_000);
        BufferedReader answers =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        OutputStream out = socket.getOutputStream();
        out.write(head.formatted("PUT", "Content-Length: 1000000").getBytes(US_ASCII));
        assertThat(answers.readLine()).isEqualTo("HTTP/1.1 403 Forbidden");
        out.write(new byte[1_000_000]);
        out.write(head.formatted("HEAD", "Connection: close").getBytes(US_ASCII));

        assertThat(answers.lines().filter(line -> line.startsWith("HTTP/1.1")))
            .containsExactly("HTTP/1.1 403 Forbidden");
      }
    }
  }
}
