package dev.vitrine.local.hub;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The Hugging Face hub as far as Vitrine asks it, on two ports: the hub answers its API and the
 * files that git keeps, and redirects to another server for the large ones, which knows ranges.
 * With TLS they are {@link #HOST} and {@link #CDN_HOST}, to be reached through a proxy.
 *
 * @see <a href="https://huggingface.co/docs/hub/api">Hub API endpoints</a>
 */
final class LoopbackHub implements AutoCloseable {
  static final String FIRST_COMMIT = "1".repeat(40);
  static final String SECOND_COMMIT = "2".repeat(40);
  static final String HOST = "hub.invalid";
  static final String CDN_HOST = "cdn.invalid";
  private static final int LARGE = 10_000;

  /**
   * A request that arrived.
   *
   * @param server {@code hub} or {@code cdn}
   */
  record Seen(String server, String path, @Nullable String token, @Nullable String range) {}

  /** What goes wrong with the next answer of a file. */
  sealed interface Trouble {
    /** The connection ends after so many bytes of the body. */
    record Cut(int after) implements Trouble {}

    /** A status instead of the file. */
    record Status(int status) implements Trouble {}

    /** The right length, but not the right bytes. */
    record Wrong() implements Trouble {}

    /** The head comes, and then nothing. */
    record Silence() implements Trouble {}

    /** The whole file, whatever was asked. */
    record NoRanges() implements Trouble {}
  }

  final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
  final Queue<Trouble> apiTroubles = new ConcurrentLinkedQueue<>();
  private final Map<String, Queue<Trouble>> troubles = new TreeMap<>();
  private final Map<String, byte[]> files = new TreeMap<>();
  private final HttpServer hub;
  private final HttpServer cdn;
  private final String cdnAddress;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile String commit = FIRST_COMMIT;

  /**
   * @param tls what the servers present; null for plain HTTP
   */
  LoopbackHub(@Nullable SSLContext tls) {
    hub = server(tls);
    cdn = server(tls);
    cdnAddress =
        tls == null ? "http://127.0.0.1:" + cdn.getAddress().getPort() : "https://" + CDN_HOST;
    hub.createContext("/api/models/", this::answerApi);
    for (String owner : new String[] {"/immich-app/", "/onnx-community/"}) {
      hub.createContext(owner, exchange -> answerFile("hub", exchange));
    }
    cdn.createContext("/", exchange -> answerFile("cdn", exchange));
    for (HttpServer server : new HttpServer[] {hub, cdn}) {
      server.setExecutor(threads);
      server.start();
    }
  }

  /** A hub with all files of a model, and some that are not the model's. */
  static LoopbackHub withModel() {
    return withModel(null);
  }

  /**
   * As {@link #withModel()}.
   *
   * @param tls what the servers present; null for plain HTTP
   */
  static LoopbackHub withModel(@Nullable SSLContext tls) {
    LoopbackHub hub = new LoopbackHub(tls);
    hub.put("config.json", "{\"embed_dim\": 4}".getBytes(StandardCharsets.UTF_8));
    hub.put("README.md", "not the model's".getBytes(StandardCharsets.UTF_8));
    hub.put("visual/model.onnx", bytes(60_000, 1));
    hub.put("visual/preprocess_cfg.json", "{\"size\": 32}".getBytes(StandardCharsets.UTF_8));
    hub.put("visual/fp16/model.armnn", bytes(30_000, 2));
    hub.put("textual/model.onnx", bytes(50_000, 3));
    hub.put("textual/tokenizer.json", bytes(12_000, 4));
    hub.put("textual/tokenizer_config.json", bytes(300, 9));
    return hub;
  }

  /** A hub with the files of a folder. */
  static LoopbackHub of(Path folder) throws IOException {
    LoopbackHub hub = new LoopbackHub(null);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        hub.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return hub;
  }

  static byte[] bytes(int count, int seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static HttpServer server(@Nullable SSLContext tls) {
    try {
      var address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
      if (tls == null) {
        return HttpServer.create(address, 0);
      }
      HttpsServer server = HttpsServer.create(address, 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + hub.getAddress().getPort());
  }

  /** {@return the port of the server that has this name} */
  int port(String host) {
    return (host.equals(CDN_HOST) ? cdn : hub).getAddress().getPort();
  }

  byte[] file(String path) {
    return files.get(path);
  }

  void put(String path, byte[] content) {
    files.put(path, content);
  }

  void moveMainTo(String newer) {
    commit = newer;
  }

  void trouble(String path, Trouble... next) {
    troubles.computeIfAbsent(path, p -> new ConcurrentLinkedQueue<>()).addAll(Arrays.asList(next));
  }

  long asked(String path) {
    return seen.stream().filter(one -> one.path().endsWith("/" + path)).count();
  }

  private void answerApi(HttpExchange exchange) throws IOException {
    note("hub", exchange);
    if (apiTroubles.poll() instanceof Trouble.Status status) {
      exchange.getResponseHeaders().set("Retry-After", "0");
      exchange.sendResponseHeaders(status.status(), -1);
      exchange.close();
      return;
    }
    ObjectNode json = JsonMapper.builder().build().createObjectNode();
    String revision = exchange.getRequestURI().getPath().replaceFirst(".*/revision/", "");
    json.put("sha", revision.equals("main") ? commit : revision);
    var siblings = json.putArray("siblings");
    files.forEach(
        (path, content) -> {
          ObjectNode file = siblings.addObject().put("rfilename", path).put("size", content.length);
          file.put("blobId", Checksums.git(content));
          if (content.length >= LARGE) {
            file.putObject("lfs")
                .put("sha256", Checksums.sha256(content))
                .put("size", content.length);
          }
        });
    byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** On the hub {@code /owner/name/resolve/commit/path}, on the other server {@code /path}. */
  private void answerFile(String server, HttpExchange exchange) throws IOException {
    note(server, exchange);
    String path = exchange.getRequestURI().getPath().replaceFirst("^(/.*/resolve/[^/]*)?/", "");
    byte[] content = files.get(path);
    if (content == null) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
    } else if (server.equals("hub") && content.length >= LARGE) {
      exchange.getResponseHeaders().set("X-Linked-Etag", '"' + Checksums.sha256(content) + '"');
      exchange.getResponseHeaders().set("Location", cdnAddress + "/" + path + "?sig=1");
      exchange.sendResponseHeaders(302, -1);
      exchange.close();
    } else {
      exchange
          .getResponseHeaders()
          .set(
              "ETag",
              '"'
                  + (content.length >= LARGE ? Checksums.sha256(content) : Checksums.git(content))
                  + '"');
      send(exchange, content, troubles.getOrDefault(path, new ConcurrentLinkedQueue<>()).poll());
    }
  }

  private void send(HttpExchange exchange, byte[] content, @Nullable Trouble trouble)
      throws IOException {
    if (trouble instanceof Trouble.Status status) {
      exchange.sendResponseHeaders(status.status(), -1);
      exchange.close();
      return;
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    boolean isPart = range != null && !(trouble instanceof Trouble.NoRanges);
    int from = isPart ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
    byte[] body = Arrays.copyOfRange(content, from, content.length);
    if (isPart) {
      String said = "bytes %d-%d/%d".formatted(from, content.length - 1, content.length);
      exchange.getResponseHeaders().set("Content-Range", said);
    }
    if (trouble instanceof Trouble.Wrong) {
      body[body.length / 2] ^= 1;
    }
    exchange.sendResponseHeaders(isPart ? 206 : 200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      if (trouble instanceof Trouble.Silence) {
        closed.await();
      }
      out.write(body, 0, trouble instanceof Trouble.Cut cut ? cut.after() : body.length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException cutShort) {
      // Wanted, or the client went away.
    } finally {
      exchange.close();
    }
  }

  private void note(String server, HttpExchange exchange) throws IOException {
    if (exchange.getRequestHeaders().containsKey("Proxy-Authorization")) {
      throw new IOException("the password of a proxy has come to the hub");
    }
    seen.add(
        new Seen(
            server,
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            exchange.getRequestHeaders().getFirst("Range")));
  }

  /** Reached quickly, given up quickly. */
  HubAccess access(@Nullable String token) throws FetchFailedException {
    return new HubAccess(
        address(),
        token,
        EnvironmentProxies.of(Map.of()),
        Duration.ofMillis(400),
        Duration.ofMillis(5),
        3);
  }

  @Override
  public void close() {
    closed.countDown();
    hub.stop(0);
    cdn.stop(0);
    threads.shutdownNow();
  }
}
