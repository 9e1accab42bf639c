package dev.vitrine.api;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.image.MemoryBudget;
import dev.vitrine.query.Pictures;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;

/** Bodies and clients that mean harm are refused in words, and harm nobody else. */
@QuarkusTest
class HostileBodiesAppTest {
  private static final int DEEP = 100_000;
  private static final int LONG = 60_000;

  /** Half of a character, as JSON may write it. */
  private static final String HALF = "\\ud800";

  /** Of the memory for bodies, in bytes; a body takes four times its length while it is read. */
  private static final long ROOM = 8 << 20;

  private static final int SLOW_CLIENTS = 300;

  /** The servers end a connection that sends nothing after 30 s. */
  private static final Duration BEFORE_THEY_END = Duration.ofSeconds(20);

  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;
  @Inject MemoryBudget memory;
  @Inject S3Client s3;

  static Stream<Arguments> bodies() {
    return Stream.of(uploads(), vocabularies(), images()).flatMap(each -> each);
  }

  private static Stream<Arguments> uploads() {
    return Stream.of(
        Arguments.of("POST", "/uploads", "{\"restyle\":" + "[".repeat(DEEP)),
        Arguments.of("POST", "/uploads", "[".repeat(DEEP) + "]".repeat(DEEP)),
        Arguments.of("POST", "/uploads", "{\"" + "x".repeat(LONG) + "\":1}"),
        Arguments.of("POST", "/uploads", "{\"fileName\":\"" + HALF + ".jpg\"}"),
        Arguments.of("POST", "/uploads", "{\"fileName\":\"\u00c3(.jpg\"}"),
        Arguments.of("POST", "/uploads", "{\"fileName\":\"\u00ed\u00a0\u0080.jpg\"}"),
        Arguments.of("POST", "/uploads", "\0\0\0\0"),
        Arguments.of("POST", "/uploads", "\u00ff\u00fe{\0}\0"));
  }

  private static Stream<Arguments> vocabularies() {
    return Stream.of(
        Arguments.of("PUT", "/vocabulary", "{\"categories\":" + "[".repeat(DEEP)),
        Arguments.of("PUT", "/vocabulary", "{\"" + "x".repeat(LONG) + "\":1}"),
        Arguments.of("PUT", "/vocabulary", "{\"name\":" + "9".repeat(LONG) + "}"),
        Arguments.of("POST", "/vocabulary/preview", "{\"tags\":[\"" + HALF + "\"]}"));
  }

  private static Stream<Arguments> images() {
    return Stream.of(
        Arguments.of("POST", "/images/retry", "{\"tag\":\"" + HALF + "\"}"),
        Arguments.of("POST", "/images/retry", "{\"limit\":" + "9".repeat(LONG) + "}"),
        Arguments.of("POST", "/images/bulk", "{\"ids\":[\"" + HALF + "\"]}"),
        Arguments.of("POST", "/images/ID/restyles", "{\"prompt\":\"" + HALF + "\"}"),
        Arguments.of("POST", "/images/ID/restyles", "{\"style\":\"" + HALF + "\"}"),
        Arguments.of(
            "POST", "/images/ID/restyles", "{\"style\":\"great-wave\",\"strength\":1e999999999}"),
        Arguments.of(
            "POST",
            "/images/ID/restyles",
            "{\"style\":\"great-wave\",\"strength\":" + "9".repeat(LONG) + "}"),
        Arguments.of(
            "POST",
            "/images/ID/restyles",
            "{\"style\":\"great-wave\",\"seed\":" + "9".repeat(LONG) + "}"),
        Arguments.of("PUT", "/images/ID/attributes/material", "{\"value\":\"a" + HALF + "\"}"),
        Arguments.of("PUT", "/images/ID/texts/title", "{\"value\":\"a" + HALF + "\"}"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void isRefusedInWords(String method, String path, String latin1) {
    String id = pictures.done("hostile", "cup").imageId().value();

    Response answer =
        as().contentType("application/json")
            .header("Idempotency-Key", "hostile-bodies")
            .body(latin1.getBytes(ISO_8859_1))
            .request(method, path.replace("ID", id));

    assertThat(answer.statusCode()).as(answer.asString()).isBetween(400, 499);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getString("code")).isNotBlank();
    assertThat(as().get("/images").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/images?text=%ED%A0%80",
        "/images?tag=%F0%28%8C%28",
        "/images?attribute=color:%C3%28",
        "/images?cursor=%00%FF",
        "/images/%ED%A0%80",
        "/images/%00",
        "/exports/images.csv?ids=%ED%A0%80"
      })
  void noAddressMakesAnErrorOfOurs(String address) {
    assertThat(as().urlEncodingEnabled(false).get(address).statusCode()).isBetween(200, 499);
  }

  @Test
  void aLargeBodyIsReadOnlyWhenThereIsMemoryForIt() {
    String large = "{\"categories\":\"" + "x".repeat(600_000) + "\"}";
    MemoryBudget bodies = memory.ofWaitingWork();
    try (MemoryBudget.Share unused = bodies.take(bodies.bytes())) {
      Response busy = as().contentType("application/json").body(large).put("/vocabulary");

      assertThat(busy.statusCode()).isEqualTo(503);
      assertThat(busy.jsonPath().getString("code")).isEqualTo("UNAVAILABLE");
      assertThat(busy.header("Retry-After")).isNotBlank();
    }
    try (MemoryBudget.Share unused = bodies.take(bodies.bytes() - ROOM)) {
      for (int i = 0; i < 6; i++) { // more than there is room for, were it not given back
        Response read = as().contentType("application/json").body(large).put("/vocabulary");
        assertThat(read.statusCode()).isEqualTo(422);
      }
    }
  }

  @Test
  void clientsThatNeverFinishKeepNobodyWaiting() throws Exception {
    pictures.done("hostile", "cup");
    URI store = s3.serviceClientConfiguration().endpointOverride().orElseThrow();
    List<Socket> slow = new ArrayList<>();
    try {
      for (int port : List.of(url.getPort(), store.getPort())) {
        for (int i = 0; i < SLOW_CLIENTS; i++) {
          slow.add(begun(port, i % 2 == 0));
        }
      }

      Response list =
          CompletableFuture.supplyAsync(() -> as().get("/images"))
              .get(BEFORE_THEY_END.toSeconds(), SECONDS);

      assertThat(list.statusCode()).isEqualTo(200);
      ListBucketsResponse buckets =
          s3.listBuckets(b -> b.overrideConfiguration(o -> o.apiCallTimeout(BEFORE_THEY_END)));
      assertThat(buckets.buckets()).isNotEmpty();
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /** A request that ends in its headers, or in its body. */
  private static Socket begun(int port, boolean hasHeaders) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    String begun =
        "POST / HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nContent-Type: application/json\r\n";
    String rest = hasHeaders ? "Content-Length: 1000\r\n\r\n{" : "X-Slow";
    socket.getOutputStream().write((begun + rest).getBytes(UTF_8));
    return socket;
  }

  private RequestSpecification as() {
    return given().baseUri(url.toString()).port(url.getPort()).header("Vitrine-Seller", "hostile");
  }
}
