package dev.vitrine.local.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vitrine.local.model.Measured;
import dev.vitrine.local.model.Measured.MeasuredColor;
import dev.vitrine.local.model.ModelAnswer;
import dev.vitrine.local.model.ModelName;
import dev.vitrine.local.model.StandIns;
import dev.vitrine.measure.ColorMeasurer;
import dev.vitrine.measure.Measurement;
import dev.vitrine.vocabulary.LabelSet;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.ShippedVocabulary;
import dev.vitrine.vocabulary.Vocabulary;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Serving containers that fail for a share of the requests: the stand-ins behind HTTP. A request
 * that was answered before gets the same answer without running the stand-in, but counts.
 *
 * <p>SageMaker is missing between client and container. It refuses by itself as well (throttling,
 * not ready, an internal failure) and cuts a container off after 60 s; a hang here lasts 1.5 s.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html">InvokeEndpoint</a>
 */
final class FaultyModels implements AutoCloseable {
  private static final int THREADS = 16;
  private static final long HANG_MILLIS = 1_500;

  /** The ways to fail. */
  private enum Fault {
    TOO_MANY_REQUESTS,
    SERVER_ERROR,
    UNAVAILABLE,
    GARBAGE,
    NAN,
    HANG,
    CUT_OFF
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final StandIns standIns;
  private final Map<Request, ModelAnswer> answers = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> inferences = new ConcurrentHashMap<>();
  private final AtomicInteger faults = new AtomicInteger();
  private final Random random;
  private volatile double share;

  /** Requests are equal if their bytes are. */
  private record Request(String model, String attributes, ByteBuffer body) {}

  /** A model's answer to a request: content type, custom attributes, body. */
  private interface Model {
    ModelAnswer invoke(String contentType, String customAttributes, byte[] body);
  }

  FaultyModels(Path cache, long seed) throws IOException {
    random = new Random(seed);
    Vocabulary retail = new ShippedVocabulary(new ObjectMapper()).of("");
    LabelSet labels = retail.tagSet();
    double accept =
        retail.calibration(ModelName.CLIP, Question.TAG, labels).orElseThrow().acceptedScore();
    standIns = new StandIns(cache, labels, accept, FaultyModels::measure);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    serve("clip", standIns.clip()::invoke);
    serve("interrogator", standIns.interrogator()::invoke);
    server.start();
  }

  /** {@return the settings with which local mode calls these models} */
  Map<String, String> settings() {
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    return Map.of(
        "VITRINE_LOCAL_CONTAINER_CLIP", address + "/clip",
        "VITRINE_LOCAL_CONTAINER_INTERROGATOR", address + "/interrogator");
  }

  /** Fails a share of the requests from now on. */
  void fail(double newShare) {
    share = newShare;
  }

  int faults() {
    return faults.get();
  }

  /** {@return the number of good answers of a model: {@code clip} or {@code interrogator}} */
  long inferences(String model) {
    LongAdder count = inferences.get(model);
    return count == null ? 0 : count.sum();
  }

  void forgetCounts() {
    inferences.clear();
    faults.set(0);
  }

  private void serve(String name, Model model) {
    server.createContext("/" + name + "/invocations", exchange -> answer(exchange, name, model));
  }

  private void answer(HttpExchange exchange, String name, Model model) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Fault fault = nextFault();
      if (fault != null) {
        faults.incrementAndGet();
        fail(exchange, fault);
        return;
      }
      String type = header(exchange, "Content-Type");
      String attributes = header(exchange, "X-Amzn-SageMaker-Custom-Attributes");
      ModelAnswer known =
          answers.computeIfAbsent(
              new Request(name, attributes, ByteBuffer.wrap(body)),
              unseen -> model.invoke(type, attributes, body));
      if (known.status() == 200) {
        inferences.computeIfAbsent(name, first -> new LongAdder()).increment();
      }
      send(exchange, known.status(), known.json());
    }
  }

  private @Nullable Fault nextFault() {
    synchronized (random) {
      return random.nextDouble() < share
          ? Fault.values()[random.nextInt(Fault.values().length)]
          : null;
    }
  }

  private static void fail(HttpExchange exchange, Fault fault) throws IOException {
    switch (fault) {
      case TOO_MANY_REQUESTS -> send(exchange, 429, "{\"message\":\"slow down\"}");
      case SERVER_ERROR ->
          send(exchange, 500, "{\"error\":{\"code\":\"MODEL_ERROR\",\"message\":\"CUDA\"}}");
      case UNAVAILABLE -> send(exchange, 503, "<html>no worker</html>");
      case GARBAGE -> send(exchange, 200, "\u0000\u0001 not JSON");
      case NAN ->
          send(
              exchange,
              200,
              "{\"groups\":[{\"name\":\"tag\",\"predictions\":[{\"label\":\"mug\",\"score\":NaN}]}]}");
      case HANG -> hang();
      case CUT_OFF -> {
        exchange.sendResponseHeaders(200, 1_000);
        exchange.getResponseBody().write('{');
      }
    }
  }

  /** Holds the connection for a while, then closes it without an answer. */
  private static void hang() {
    try {
      TimeUnit.MILLISECONDS.sleep(HANG_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static Measured measure(BufferedImage picture) {
    Measurement measured = ColorMeasurer.measure(picture);
    return new Measured(
        measured.colors().stream().map(c -> new MeasuredColor(c.name(), c.share())).toList(),
        measured.isPlain() ? Optional.of(measured.background()) : Optional.empty());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    standIns.close();
  }
}
