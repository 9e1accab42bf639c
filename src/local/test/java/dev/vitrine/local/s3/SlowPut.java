package dev.vitrine.local.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.Arrays;

/**
 * A PUT whose body comes later: the server has read its headers, and waits for the body. Signed by
 * a stranger, see {@link S3Servlet}.
 */
final class SlowPut implements AutoCloseable {
  private static final int PATIENCE = 20_000;

  private final Socket socket;
  private final BufferedReader answers;
  private final byte[] body;

  /**
   * Sends the headers, and waits until the server asks for the body.
   *
   * @param condition a header
   * @param body ASCII, at least two bytes
   */
  SlowPut(EmbeddedS3 server, String key, String condition, String body) throws IOException {
    this.body = body.getBytes(US_ASCII);
    socket = new Socket("127.0.0.1", server.endpoint().getPort());
    socket.setSoTimeout(PATIENCE);
    answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    String head =
        String.join(
            "\r\n",
            "PUT /" + EmbeddedS3.BUCKET + "/" + key + " HTTP/1.1",
            "Host: 127.0.0.1",
            "Authorization: AWS any:thing",
            "Expect: 100-continue",
            condition,
            "Content-Length: " + this.body.length,
            "",
            "");
    socket.getOutputStream().write(head.getBytes(US_ASCII));
    int status = status();
    if (status != 100) {
      throw new AssertionError("refused before the body: " + status);
    }
    socket.getOutputStream().write(this.body, 0, 1);
  }

  void sendTheRest() throws IOException {
    socket.getOutputStream().write(Arrays.copyOfRange(body, 1, body.length));
  }

  /** {@return the status of the next answer} */
  int status() throws IOException {
    String line = answers.readLine();
    while (line != null && !line.startsWith("HTTP/1.1 ")) {
      line = answers.readLine();
    }
    if (line == null) {
      throw new AssertionError("no answer");
    }
    return Integer.parseInt(line.split(" ")[1]);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
