package dev.vitrine.local.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A proxy that asks for a password and passes requests for any name on to one server. */
final class LoopbackProxy implements AutoCloseable {
  /** Host and {@code user:password} of every request that was let through. */
  final Queue<String> seen = new ConcurrentLinkedQueue<>();

  private final HttpServer server;
  private final URI target;

  LoopbackProxy(URI target) throws IOException {
    this.target = target;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::pass);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void pass(HttpExchange exchange) throws IOException {
    String password = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
    if (password == null) {
      exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"proxy\"");
      exchange.sendResponseHeaders(407, -1);
      exchange.close();
      return;
    }
    byte[] user = Base64.getDecoder().decode(password.substring("Basic ".length()));
    URI asked = exchange.getRequestURI();
    seen.add(asked.getHost() + " " + new String(user, StandardCharsets.UTF_8));
    try {
      URI address = URI.create(target + asked.getRawPath() + "?" + asked.getRawQuery());
      HttpResponse<byte[]> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
