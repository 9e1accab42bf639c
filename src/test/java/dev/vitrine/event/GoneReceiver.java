package dev.vitrine.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;

/** A connection to a receiver that answers 410, after something else has happened. */
final class GoneReceiver extends Socket {
  private final Runnable meanwhile;

  GoneReceiver(Runnable meanwhile) {
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
    return new ByteArrayInputStream("HTTP/1.1 410 Gone\r\n\r\n".getBytes(US_ASCII));
  }
}
