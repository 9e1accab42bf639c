package dev.vitrine.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;

/** A connection to a receiver that answers with a status, after something else has happened. */
final class AnsweringReceiver extends Socket {
  private final String head;
  private final Runnable meanwhile;

  AnsweringReceiver(int status, Runnable meanwhile) {
    this(status, "", meanwhile);
  }

  /**
   * @param headers of the answer, each with its end of line
   */
  AnsweringReceiver(int status, String headers, Runnable meanwhile) {
    this.head = "HTTP/1.1 %d Answer\r\n%s\r\n".formatted(status, headers);
    this.meanwhile = meanwhile;
  }

  @Override
  public void connect(SocketAddress endpoint, int millis) {
    meanwhile.run();
  }

  @Override
  public OutputStream getOutputStream() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public InputStream getInputStream() {
    return new ByteArrayInputStream(head.getBytes(US_ASCII));
  }
}
