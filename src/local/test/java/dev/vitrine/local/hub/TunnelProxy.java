package dev.vitrine.local.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that knows CONNECT alone: it passes bytes on without reading them, as HTTPS wants it.
 * Names are led to ports of this machine.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-connect">RFC 9110, CONNECT</a>
 */
final class TunnelProxy implements AutoCloseable {
  /** Request lines with the {@code user:password} behind them, of what was let through. */
  final Queue<String> seen = new ConcurrentLinkedQueue<>();

  private final ServerSocket server;
  private final ToIntFunction<String> ports;
  private final @Nullable String password;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * @param ports the port at which a host's server is
   * @param password {@code user:password} that it asks for; null for none
   */
  TunnelProxy(ToIntFunction<String> ports, @Nullable String password) throws IOException {
    this.ports = ports;
    this.password = password;
    server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    threads.execute(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket client) {
    try (client) {
      List<String> head = head(client.getInputStream());
      String given = password(head);
      if (password != null && !password.equals(given)) {
        answer(
            client,
            "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\n"
                + "Content-Length: 0\r\nConnection: close");
        return;
      }
      String request = head.get(0);
      seen.add(given.isEmpty() ? request : request + " " + given);
      if (!request.startsWith("CONNECT ")) {
        answer(client, "405 Method Not Allowed\r\nContent-Length: 0\r\nConnection: close");
        return;
      }
      String host = request.split("[ :]", 3)[1];
      try (Socket target = new Socket(InetAddress.getByName("127.0.0.1"), ports.applyAsInt(host))) {
        answer(client, "200 Connection established");
        threads.execute(() -> pass(target, client));
        pass(client, target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no whole head: " + head);
      }
      head.append((char) next);
    }
    return head.toString().lines().toList();
  }

  private static String password(List<String> head) {
    String field = "proxy-authorization: basic ";
    return head.stream()
        .filter(line -> line.regionMatches(true, 0, field, 0, field.length()))
        .map(line -> Base64.getDecoder().decode(line.substring(field.length()).strip()))
        .map(user -> new String(user, StandardCharsets.UTF_8))
        .findFirst()
        .orElse("");
  }

  private static void answer(Socket client, String status) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** Passes bytes on until either side ends; then the other one ends too. */
  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException ended) {
      // One side went away: so does the tunnel.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
