package dev.vitrine.event;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One POST of HTTP/1.1 to an address that was checked. Follows no redirect, and reads the answer's
 * head only.
 */
final class WebhookPost {
  /** Of a name, that are tried in one attempt. */
  private static final int MOST_ADDRESSES = 3;

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
   * @throws SocketTimeoutException when the time is over
   * @throws WebhookUrl.AddressRefusedException before anything was sent
   */
  WebhookAnswer send(WebhookUrl url, Map<String, String> headers, String body, Duration patience)
      throws IOException, WebhookUrl.AddressRefusedException {
    AtomicReference<@Nullable WebhookAnswer> early = new AtomicReference<>();
    try (OpenSocket open = new OpenSocket()) {
      FutureTask<WebhookAnswer> exchange =
          new FutureTask<>(
              () -> {
                Socket socket = connected(open, url, patience);
                return exchange(socket, request(url, headers, body), early);
              });
      Thread thread = new Thread(exchange, "webhook");
      thread.setDaemon(true);
      thread.start();
      return exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      WebhookAnswer known = early.get();
      if (known == null) {
        throw new SocketTimeoutException("no answer within " + patience);
      }
      return known;
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

  /**
   * Connects to the first of the name's addresses that takes the connection, and shares the time.
   */
  private Socket connected(OpenSocket open, WebhookUrl url, Duration patience)
      throws IOException, WebhookUrl.AddressRefusedException {
    List<InetAddress> all = url.addresses(names);
    List<InetAddress> some = all.subList(0, Math.min(all.size(), MOST_ADDRESSES));
    int millis = (int) patience.toMillis() / some.size();
    Iterator<InetAddress> each = some.iterator();
    while (true) {
      Socket plain = open.replacedBy(sockets.get());
      try {
        plain.connect(new InetSocketAddress(each.next(), url.port()), millis);
        plain.setSoTimeout((int) patience.toMillis());
        return url.isEncrypted() ? encrypted(plain, url) : plain;
      } catch (SocketException | SocketTimeoutException e) { // Nothing of the event was sent.
        if (!each.hasNext()) {
          throw e;
        }
      }
    }
  }

  private static WebhookAnswer exchange(
      Socket socket, byte[] request, AtomicReference<@Nullable WebhookAnswer> early)
      throws IOException {
    socket.getOutputStream().write(request);
    socket.getOutputStream().flush();
    return WebhookAnswer.read(new BufferedInputStream(socket.getInputStream()), early::set);
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

  /** The connection that is tried or open; closing it ends whatever waits for it. */
  private static final class OpenSocket implements AutoCloseable {
    private @Nullable Socket socket;
    private boolean isClosed;

    /** {@return the next connection, in the place of one that failed} */
    synchronized Socket replacedBy(Socket next) throws IOException {
      if (socket != null) {
        socket.close();
      }
      socket = next;
      if (isClosed) {
        next.close();
        throw new SocketException("the time is over");
      }
      return next;
    }

    @Override
    public synchronized void close() throws IOException {
      isClosed = true;
      if (socket != null) {
        socket.close();
      }
    }
  }

  /** The answer is not one of HTTP/1.1, or has a very long head. */
  static final class NotHttpException extends IOException {}
}
