package dev.vitrine.event;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST of HTTP/1.1 to the address that was checked. Follows no redirect, and reads the answer's
 * head only.
 */
final class WebhookPost {
  private static final int MOST_HEAD_BYTES = 16 * 1024;

  private final SSLSocketFactory tls;
  private final WebhookUrl.Names names;
  private final Supplier<Socket> sockets;

  WebhookPost(SSLSocketFactory tls, WebhookUrl.Names names) {
    this(tls, names, Socket::new);
  }

  WebhookPost(SSLSocketFactory tls, WebhookUrl.Names names, Supplier<Socket> sockets) {
    this.tls = tls;
    this.names = names;
    this.sockets = sockets;
  }

  /**
   * Sends and waits for the answer. Has a thread of its own, because neither the look-up of a name
   * nor a handshake of TLS can be bounded in time otherwise.
   *
   * @param patience for looking up, connecting, sending and the answer's head, together
   * @param headers besides those of every request
   * @return the answer's status, in [200, 599]
   * @throws SocketTimeoutException when the time is over
   * @throws WebhookUrl.AddressRefusedException before anything was sent
   */
  int send(WebhookUrl url, Map<String, String> headers, String body, Duration patience)
      throws IOException, WebhookUrl.AddressRefusedException {
    try (Socket plain = sockets.get()) {
      FutureTask<Integer> exchange =
          new FutureTask<>(() -> exchange(plain, url, request(url, headers, body), patience));
      Thread thread = new Thread(exchange, "webhook");
      thread.setDaemon(true);
      thread.start();
      return exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("no answer within " + patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SocketTimeoutException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebhookUrl.AddressRefusedException refused) {
        throw refused;
      }
      throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
    }
  }

  private int exchange(Socket plain, WebhookUrl url, byte[] request, Duration patience)
      throws IOException, WebhookUrl.AddressRefusedException {
    InetAddress address = url.address(names);
    plain.setSoTimeout((int) patience.toMillis());
    plain.connect(new InetSocketAddress(address, url.port()), (int) patience.toMillis());
    Socket socket = url.isEncrypted() ? encrypted(plain, url) : plain;
    socket.getOutputStream().write(request);
    socket.getOutputStream().flush();
    return status(new BufferedInputStream(socket.getInputStream()));
  }

  private Socket encrypted(Socket plain, WebhookUrl url) throws IOException {
    SSLSocket socket = (SSLSocket) tls.createSocket(plain, url.host(), url.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static byte[] request(WebhookUrl url, Map<String, String> headers, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder();
    head.append("POST ").append(url.target()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(url.authority()).append("\r\n");
    head.append("Content-Type: application/json\r\n");
    head.append("Content-Length: ").append(content.length).append("\r\n");
    head.append("User-Agent: Vitrine-Webhooks\r\nConnection: close\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return (head + "\r\n" + body).getBytes(StandardCharsets.UTF_8);
  }

  /** Interim answers (1xx) come before the one that counts. */
  private static int status(InputStream in) throws IOException {
    int read = 0;
    StringBuilder head = new StringBuilder();
    while (read++ < MOST_HEAD_BYTES) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
      if (next != '\n') {
        continue;
      }
      String line = head.toString();
      if (!line.matches("(?s)HTTP/1\\.[01] [1-5][0-9]{2}[ \r\n].*")) {
        break;
      }
      int status = Integer.parseInt(line.substring(9, 12));
      if (status >= 200) {
        return status;
      }
      if (line.endsWith("\n\r\n") || line.endsWith("\n\n")) {
        head.setLength(0);
      }
    }
    throw new NotHttpException();
  }

  /** The answer is not one of HTTP/1.1, or has a very long head. */
  static final class NotHttpException extends IOException {}
}
