import ai.djl.inference.Predictor;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import ai.djl.util.JsonUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Serves one model folder on 127.0.0.1 with DJL's Python engine: GET /ping and POST /invocations,
 * as SageMaker does.
 *
 * <p>{@code java -cp 'target/lib/*' ModelServer.java FOLDER PORT}; port 0 means any. Prints {@code
 * http://127.0.0.1:PORT} once the model is loaded and warm, and ends when its standard input does.
 * The environment names the interpreter (PYTHON_EXECUTABLE). The folder's serving.properties is
 * read: {@code option.*}, {@code batch_size} and {@code max_batch_delay} (milliseconds).
 *
 * <p>It stands in for DJL Serving's front end, which no Maven artifact offers: one worker, batches
 * as there, a full queue is a 503, a failure of the engine what it is there, and the custom
 * attributes become properties. Its queue holds 16
 * requests, whatever job_queue_size says. The engine starts a dead Python process again; nobody
 * counts how often.
 */
public final class ModelServer {
  private static final int QUEUE = 16;
  private static final String ATTRIBUTES = "x-amzn-sagemaker-custom-attributes";

  private record Job(Input input, CompletableFuture<Output> answer) {}

  private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>(QUEUE);
  private final Predictor<Input, Output> predictor;
  private final int batchSize;
  private final long delayMillis;

  private ModelServer(Predictor<Input, Output> predictor, Properties serving) {
    this.predictor = predictor;
    this.batchSize = Integer.parseInt(serving.getProperty("batch_size", "1"));
    this.delayMillis = Long.parseLong(serving.getProperty("max_batch_delay", "100"));
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Properties serving = new Properties();
    try (Reader reader = Files.newBufferedReader(folder.resolve("serving.properties"))) {
      serving.load(reader);
    }
    var criteria =
        Criteria.builder()
            .setTypes(Input.class, Output.class)
            .optModelPath(folder)
            .optEngine("Python");
    for (String name : serving.stringPropertyNames()) {
      if (name.startsWith("option.")) {
        criteria.optOption(name.substring("option.".length()), serving.getProperty(name));
      }
    }
    ZooModel<Input, Output> model = criteria.build().loadModel();
    ModelServer server = new ModelServer(model.newPredictor(), serving);
    Thread worker = new Thread(server::work, "worker");
    worker.setDaemon(true);
    worker.start();
    System.out.println("http://127.0.0.1:" + server.listen(Integer.parseInt(args[1])));
    while (System.in.read() >= 0) {
      // until whoever started this closes the pipe, or dies
    }
    server.predictor.close();
    model.close();
    System.exit(0);
  }

  private int listen(int port) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
    http.setExecutor(Executors.newCachedThreadPool());
    http.createContext(
        "/ping", exchange -> send(exchange, 200, "{\"status\":\"Healthy\"}".getBytes()));
    http.createContext("/invocations", this::invoke);
    http.start();
    return http.getAddress().getPort();
  }

  private void invoke(HttpExchange exchange) throws IOException {
    Input input = new Input();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> input.addProperty(name.toLowerCase(), values.get(0)));
    String attributes = exchange.getRequestHeaders().getFirst(ATTRIBUTES);
    for (String pair : attributes == null ? new String[0] : attributes.split(";")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        input.addProperty(pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
      }
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (body.length > 0) {
      input.add("data", body);
    }
    Job job = new Job(input, new CompletableFuture<>());
    if (!queue.offer(job)) {
      send(
          exchange,
          503,
          "{\"error\":{\"code\":\"MODEL_ERROR\",\"message\":\"the queue is full\"}}".getBytes());
      return;
    }
    Output output = job.answer.join();
    byte[] data = output.getContent().isEmpty() ? new byte[0] : output.getData().getAsBytes();
    send(exchange, output.getCode(), data);
  }

  private void work() {
    while (true) {
      List<Job> jobs = new ArrayList<>();
      try {
        jobs.add(queue.take());
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis);
        while (jobs.size() < batchSize) {
          Job next = queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
          if (next == null) {
            break;
          }
          jobs.add(next);
        }
        List<Output> outputs = predictor.batchPredict(jobs.stream().map(Job::input).toList());
        for (int i = 0; i < jobs.size(); i++) {
          jobs.get(i).answer.complete(outputs.get(i));
        }
      } catch (TranslateException | RuntimeException e) {
        jobs.forEach(job -> job.answer.complete(failed(e)));
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /**
   * As InferenceRequestHandler.onException and NettyUtils.sendError answer: 400 while the engine
   * starts the Python process again, 500 to the request in which it ended.
   */
  private static Output failed(Exception e) {
    int status = e instanceof TranslateException ? 400 : 500;
    String message = String.valueOf(e.getMessage());
    Map<String, Object> body =
        Map.of("code", status, "type", e.getClass().getSimpleName(), "message", message);
    Output output = new Output(status, "failed");
    output.add(JsonUtils.GSON.toJson(body));
    return output;
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
