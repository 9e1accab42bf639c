package dev.vitrine.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.local.VitrineProcess;
import dev.vitrine.local.s3.TestS3;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Local mode on one home and port, started again after each kill; and a seller who uses it. */
final class Instance implements AutoCloseable {
  private static final String BUCKET = "vitrine-uploads";
  private static final Duration REQUEST = Duration.ofSeconds(20);

  private final Path home;
  private final int port = VitrineProcess.freePort();
  private final Map<String, String> settings;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final JsonMapper json = new JsonMapper();
  private final S3Client s3;
  private final AtomicInteger refusedUploads = new AtomicInteger();
  private volatile VitrineProcess process;

  /**
   * Starts local mode and waits until it is ready.
   *
   * @param settings beside home and port, as environment variables
   */
  Instance(Path home, Map<String, String> settings) throws InterruptedException {
    this.home = home;
    this.settings = new TreeMap<>(settings);
    this.process = start();
    this.s3 =
        TestS3.builder(process.s3(), TestS3.ANY)
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
  }

  private VitrineProcess start() throws InterruptedException {
    return VitrineProcess.start(home, port, settings).awaitReady();
  }

  Path home() {
    return home;
  }

  /** Kills the process and starts it again on the same home. */
  void killAndStart() throws InterruptedException {
    process.kill();
    process = start();
  }

  /** Stops the process for a time, as when the machine sleeps. */
  void suspend(Duration time) throws IOException, InterruptedException {
    signal("STOP");
    Thread.sleep(time.toMillis());
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    long pid = process.handle().pid();
    int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    if (status != 0) {
      throw new IllegalStateException("kill -" + name + " of " + pid + " ended with " + status);
    }
  }

  /** {@return what the process has printed since it was ready} */
  String printed() {
    return String.join("\n", process.lines());
  }

  String peakMemory() throws IOException {
    return process.peakMemory();
  }

  /** {@return whether the upload got its 200} */
  boolean upload(String key, byte[] file) {
    try {
      s3.putObject(o -> o.bucket(BUCKET).key(key), RequestBody.fromBytes(file));
      return true;
    } catch (RuntimeException e) { // Whatever the client throws as the process dies, no 200 came.
      refusedUploads.incrementAndGet();
      return false;
    }
  }

  /** {@return the number of uploads without a 200; some are stored nevertheless} */
  int refusedUploads() {
    return refusedUploads.get();
  }

  /** Corrects an attribute. {@return the status of the answer, with its body unless it is 200} */
  String correct(String imageId, String attribute, String value) throws InterruptedException {
    HttpRequest.Builder request =
        request("/images/" + imageId + "/attributes/" + attribute)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"value\":\"" + value + "\"}"));
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 ? "200" : answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      return e.toString();
    }
  }

  /**
   * {@return all images as the API shows them, by key}
   *
   * @throws IOException if the API does not answer now
   */
  Map<String, JsonNode> images() throws IOException, InterruptedException {
    Map<String, JsonNode> images = new LinkedHashMap<>();
    String cursor = "";
    do {
      String query = cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor);
      HttpResponse<String> answer =
          http.send(
              request("/images?limit=100" + query).build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("GET /images answers " + answer.statusCode());
      }
      JsonNode page = json.readTree(answer.body());
      page.path("images").forEach(image -> images.put(image.path("key").asText(), image));
      cursor = page.path("cursor").asText("");
    } while (!cursor.isEmpty());
    return images;
  }

  /** {@return the keys of all objects in the bucket} */
  List<String> objects() {
    List<String> keys = new ArrayList<>();
    s3.listObjectsV2Paginator(o -> o.bucket(BUCKET)).contents().stream()
        .map(S3Object::key)
        .forEach(keys::add);
    return keys;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(REQUEST);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    s3.close();
    process.close();
  }
}
