package dev.vitrine.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.image.ImageId;
import dev.vitrine.local.s3.EmbeddedS3;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The HTTP API as a seller's program uses it. */
public final class TestApi {
  static final Path COFFEE = Path.of("src/main/resources/META-INF/resources/samples/coffee.jpg");

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<String> SETTLED = Set.of("done", "partial", "rejected", "failed");

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
  private final JsonMapper json = new JsonMapper();
  private final URI base;

  public TestApi(URL page) {
    this.base = URI.create(page.toString());
  }

  /**
   * Puts an original into the bucket.
   *
   * @param restyles names of styles in which it is painted as well
   * @return the id of its image
   */
  static String put(S3Client s3, String key, Path file, String... restyles) {
    Map<String, String> metadata =
        restyles.length == 0 ? Map.of() : Map.of("vitrine-restyle", String.join(",", restyles));
    s3.putObject(
        o -> o.bucket(EmbeddedS3.BUCKET).key(key).metadata(metadata), RequestBody.fromFile(file));
    return ImageId.of(EmbeddedS3.BUCKET, key).value();
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return json.readTree(send(request(path).GET(), 200));
  }

  JsonNode get(String seller, String path) throws IOException, InterruptedException {
    return json.readTree(send(request(path).header("Vitrine-Seller", seller).GET(), 200));
  }

  void put(String seller, String path) throws IOException, InterruptedException {
    send(request(path).header("Vitrine-Seller", seller).PUT(BodyPublishers.noBody()), 200);
  }

  void delete(String seller, String path) throws IOException, InterruptedException {
    send(request(path).header("Vitrine-Seller", seller).DELETE(), 200);
  }

  byte[] bytes(String path) throws IOException, InterruptedException {
    return send(request(path).GET(), 200);
  }

  /** Waits until an image's workflow has ended. */
  JsonNode awaitSettled(String imageId) throws IOException, InterruptedException {
    return awaitSettled("demo", imageId);
  }

  JsonNode awaitSettled(String seller, String imageId) throws IOException, InterruptedException {
    return await(seller, imageId, image -> SETTLED.contains(image.path("status").asText()));
  }

  /** Waits until nothing is left to paint. */
  JsonNode awaitRestyled(String seller, String imageId) throws IOException, InterruptedException {
    return await(
        seller,
        imageId,
        image -> !image.path("restyles").findValuesAsText("status").contains("running"));
  }

  /** Waits until a newer revision's workflow has ended. */
  JsonNode awaitRevisionOtherThan(String imageId, String revision)
      throws IOException, InterruptedException {
    return awaitRevisionOtherThan("demo", imageId, revision);
  }

  JsonNode awaitRevisionOtherThan(String seller, String imageId, String revision)
      throws IOException, InterruptedException {
    return await(
        seller,
        imageId,
        image ->
            SETTLED.contains(image.path("status").asText())
                && !image.path("revision").asText().equals(revision));
  }

  private JsonNode await(String seller, String imageId, Predicate<JsonNode> wanted)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    HttpResponse<byte[]> last = null;
    while (System.nanoTime() < end) {
      HttpRequest get = request("images/" + imageId).header("Vitrine-Seller", seller).GET().build();
      last = http.send(get, BodyHandlers.ofByteArray());
      if (last.statusCode() == 200) {
        JsonNode image = json.readTree(last.body());
        if (wanted.test(image)) {
          return image;
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError(
        imageId + " is not settled: " + (last == null ? "" : new String(last.body(), UTF_8)));
  }

  /** {@return a request of a seller, whose body is JSON unless another type is given} */
  public static RequestSpecification as(URL url, String seller) {
    return RestAssured.given()
        .baseUri(url.toString())
        .port(url.getPort())
        .header("Vitrine-Seller", seller)
        .contentType("application/json");
  }

  /** Asks again and again until the answer is yes; fails when patience ends. */
  public static void await(String what, Callable<Boolean> answer) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!answer.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("after " + PATIENCE + " still not so: " + what);
      }
      Thread.sleep(50);
    }
  }

  private byte[] send(HttpRequest.Builder request, int wanted)
      throws IOException, InterruptedException {
    HttpRequest built = request.build();
    HttpResponse<byte[]> answer = http.send(built, BodyHandlers.ofByteArray());
    if (answer.statusCode() / 100 != wanted / 100) {
      throw new AssertionError(
          built.uri()
              + " answered "
              + answer.statusCode()
              + ": "
              + new String(answer.body(), UTF_8));
    }
    return answer.body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
  }
}
