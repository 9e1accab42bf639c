package dev.vitrine.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;

/** A connection to a receiver that answers with a status, after something else has happened. */
final class AnsweringReceiver extends Socket {
  private final int status;
  private final Runnable meanwhile;

  AnsweringReceiver(int status, Runnable meanwhile) {
    this.status = status;
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
    String answer = "HTTP/1.1 %d Answer\r\n\r\n".formatted(status);
    return new ByteArrayInputStream(answer.getBytes(US_ASCII));
  }
}
