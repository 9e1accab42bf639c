package dev.vitrine.meaning;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vitrine.catalog.Catalog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3vectors.S3VectorsClient;

/**
 * An S3 Vectors on loopback with one bucket, and a client of it. It keeps what is put, answers what
 * the API's reference says, and refuses what exceeds its limits. What it lacks: approximate
 * answers, rates, permissions (which {@code LeastPrivilegeTest} checks), and all operations that
 * Vitrine does not call.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_S3_Vectors.html">Operations</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html">Limits</a>
 */
public final class LoopbackS3Vectors implements AutoCloseable {
  public static final String BUCKET = "embeddings";
  private static final JsonMapper JSON = new JsonMapper();
  private static final int INDEXES_PER_PAGE = 2;
  private static final int MOST_BYTES = 20 << 20;

  /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3VectorBuckets_QueryVectors.html */
  private static final Map<String, Integer> ERRORS =
      Map.of(
          "ValidationException", 400,
          "ServiceQuotaExceededException", 402,
          "AccessDeniedException", 403,
          "NotFoundException", 404,
          "RequestTimeoutException", 408,
          "ConflictException", 409,
          "TooManyRequestsException", 429,
          "InternalServerException", 500,
          "ServiceUnavailableException", 503);

  /** What the next calls are answered with instead, by operation. */
  private final Map<String, Failure> failures = new ConcurrentHashMap<>();

  /** Operations in the order of their calls. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  /** By operation, the body of its last call. */
  final Map<String, JsonNode> requests = new ConcurrentHashMap<>();

  final Map<String, LoopbackVectorIndex> indexes = new ConcurrentSkipListMap<>();
  private volatile boolean filters = true;
  private final HttpServer server;
  private final S3VectorsClient client;

  private record Failure(String error, Predicate<JsonNode> where, AtomicInteger left) {}

  private static final class Refused extends RuntimeException {
    private final String error;

    Refused(String error, String message) {
      super(message);
      this.error = error;
    }
  }

  public LoopbackS3Vectors() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "s3-vectors");
              thread.setDaemon(true);
              return thread;
            }));
    server.start();
    client =
        S3VectorsClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .region(Region.US_EAST_1)
            .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(2)))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .build();
  }

  S3VectorsClient client() {
    return client;
  }

  /** {@return the index of an installation that keeps one here} */
  public MeaningIndex index(Catalog catalog) {
    return new S3VectorsMeaningIndex(client, () -> Optional.of(BUCKET), catalog);
  }

  /** Has an operation fail a number of times. */
  public void fail(String operation, String error, int times) {
    fail(operation, error, times, request -> true);
  }

  void fail(String operation, String error, int times, Predicate<JsonNode> where) {
    failures.put(operation, new Failure(error, where, new AtomicInteger(times)));
  }

  /** Answers with vectors that do not meet a query's filter. */
  public void ignoreFilters() {
    filters = false;
  }

  /** {@return the keys of all vectors, by index} */
  public Map<String, List<String>> keys() {
    Map<String, List<String>> keys = new TreeMap<>();
    indexes.forEach((name, index) -> keys.put(name, index.keys()));
    return keys;
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
  }

  private void answer(HttpExchange call) throws IOException {
    String operation = call.getRequestURI().getPath().substring(1);
    byte[] sent = call.getRequestBody().readAllBytes();
    int status = 200;
    String body;
    try {
      check(call.getRequestMethod().equals("POST") && sent.length <= MOST_BYTES, "the body");
      JsonNode request = JSON.readTree(sent);
      calls.add(operation);
      requests.put(operation, request);
      failIfAsked(operation, request);
      check(S3VectorsShapes.isRequest(operation, request), "a member that is not in the model");
      ObjectNode answer = done(operation, request);
      if (!S3VectorsShapes.isAnswer(operation, answer)) {
        throw new AssertionError(operation + " is not answered with " + answer);
      }
      body = answer.toString();
    } catch (Refused e) {
      status = ERRORS.getOrDefault(e.error, 500);
      call.getResponseHeaders().set("x-amzn-ErrorType", e.error);
      body = JSON.createObjectNode().put("message", e.getMessage()).toString();
    }
    byte[] bytes = body.getBytes(UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(status, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  private void failIfAsked(String operation, JsonNode request) {
    Failure failure = failures.get(operation);
    if (failure != null
        && failure.where().test(request)
        && failure.left().getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new Refused(failure.error(), "as the test wants it");
    }
  }

  private synchronized ObjectNode done(String operation, JsonNode request) {
    if (!request.path("vectorBucketName").asText().equals(BUCKET)) {
      throw new Refused("NotFoundException", "The specified vector bucket could not be found");
    }
    return switch (operation) {
      case "CreateIndex" -> createIndex(request);
      case "ListIndexes" -> listIndexes(request);
      case "PutVectors" -> index(request).put(request.path("vectors"));
      case "DeleteVectors" -> index(request).delete(request.path("keys"));
      case "GetVectors" -> index(request).get(request);
      case "QueryVectors" -> index(request).query(request, filters);
      default -> throw new Refused("ValidationException", "no operation: " + operation);
    };
  }

  private LoopbackVectorIndex index(JsonNode request) {
    LoopbackVectorIndex index = indexes.get(request.path("indexName").asText());
    if (index == null) {
      throw new Refused("NotFoundException", "The specified index could not be found");
    }
    return index;
  }

  private ObjectNode createIndex(JsonNode request) {
    String name = request.path("indexName").asText();
    int dimension = request.path("dimension").asInt();
    check(name.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"), "the name of an index");
    check(dimension >= 1 && dimension <= 4096, "dimension");
    check(request.path("dataType").asText().equals("float32"), "dataType");
    check(request.path("distanceMetric").asText().equals("cosine"), "distanceMetric");
    if (indexes.putIfAbsent(name, new LoopbackVectorIndex(dimension)) != null) {
      throw new Refused("ConflictException", "An index with the specified name already exists");
    }
    return JSON.createObjectNode().put("indexArn", arn(name));
  }

  private static String arn(String index) {
    return "arn:aws:s3vectors:us-east-1:123456789012:bucket/" + BUCKET + "/index/" + index;
  }

  private ObjectNode listIndexes(JsonNode request) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode page = answer.putArray("indexes");
    for (String name : indexes.keySet()) {
      if (name.compareTo(request.path("nextToken").asText()) > 0) {
        if (page.size() == INDEXES_PER_PAGE) {
          answer.put("nextToken", page.get(page.size() - 1).path("indexName").asText());
          break;
        }
        page.addObject()
            .put("vectorBucketName", BUCKET)
            .put("indexName", name)
            .put("indexArn", arn(name))
            .put("creationTime", 1.7e9);
      }
    }
    return answer;
  }

  static void check(boolean holds, String what) {
    if (!holds) {
      throw new Refused("ValidationException", "Invalid input: " + what);
    }
  }
}
