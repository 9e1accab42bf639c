package dev.vitrine.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page's files and their methods, as any HTTP client sees them. */
@QuarkusTest
class PageFilesAppTest {
  @TestHTTPResource("/")
  URL url;

  private final HttpClient client = HttpClient.newHttpClient();

  @ParameterizedTest
  @CsvSource({"index.html", "js/page-.*", "css/page-.*"})
  void textIsCompressed(String pattern) throws Exception {
    String path = file(pattern);
    HttpResponse<byte[]> plain = send("GET", path, "identity");
    HttpResponse<byte[]> small = send("GET", path, "gzip");

    assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
    assertThat(small.headers().firstValue("content-encoding")).contains("gzip");
    assertThat(small.body().length).isLessThan(plain.body().length);
  }

  @ParameterizedTest
  @CsvSource({"js/page-.*", "css/page-.*"})
  void whatIsNamedAfterItsBytesIsKeptForEver(String pattern) throws Exception {
    HttpResponse<byte[]> answer = send("GET", file(pattern), "identity");

    assertThat(answer.headers().allValues("cache-control"))
        .containsOnly("public, max-age=31536000, immutable");
    String hash =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(answer.body()));
    assertThat(file(pattern)).contains("page-" + hash.substring(0, 12) + ".");
  }

  @Test
  void aFileOfAnotherReleaseIsNotKeptAsMissing() throws Exception {
    HttpResponse<byte[]> answer = send("GET", "js/page-0123456789ab.js", "identity");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().allValues("cache-control")).containsOnly("no-store");
  }

  @ParameterizedTest
  @CsvSource({"''", "index.html", "favicon.svg", "samples/coffee.jpg"})
  void aBrowserAsksWhetherItsCopyIsTheNewest(String path) throws Exception {
    HttpResponse<byte[]> first = send("GET", path, "gzip");
    assertThat(first.headers().allValues("cache-control")).containsOnly("no-cache");
    String etag = first.headers().firstValue("etag").orElseThrow();

    assertThat(send("GET", path, "gzip", "If-None-Match", etag).statusCode()).isEqualTo(304);
    HttpResponse<byte[]> newer =
        send(
            "GET",
            path,
            "gzip",
            "If-None-Match",
            "W/\"0\"",
            "If-Modified-Since",
            "Fri, 01 Jan 2100 00:00:00 GMT");
    assertThat(newer.statusCode()).isEqualTo(200);
  }

  @Test
  void picturesAreNotCompressedAgain() throws Exception {
    assertThat(send("GET", "samples/coffee.jpg", "gzip").headers().firstValue("content-encoding"))
        .isNotEqualTo(java.util.Optional.of("gzip"));
  }

  @ParameterizedTest
  @CsvSource({
    "HEAD, '', 200", "HEAD, index.html, 200", "HEAD, styles, 200", "HEAD, nowhere, 404",
    "OPTIONS, images, 200", "DELETE, images, 405", "DELETE, tags, 405", "PUT, images, 405",
    "DELETE, nowhere, 404"
  })
  void everyMethodIsAnsweredSanely(String method, String path, int status) throws Exception {
    HttpResponse<byte[]> answer = send(method, path, "identity");

    assertThat(answer.statusCode()).isEqualTo(status);
    if (method.equals("HEAD")) {
      assertThat(answer.body()).isEmpty();
    }
    if (status == 405 || method.equals("OPTIONS")) {
      assertThat(answer.headers().firstValue("allow")).isPresent();
    }
  }

  @ParameterizedTest
  @CsvSource({"DELETE, index.html", "DELETE, ''", "PUT, js/page-.*", "POST, css/page-.*"})
  void aFileOfThePageIsOnlyRead(String method, String pattern) throws Exception {
    assertThat(send(method, file(pattern), "identity").statusCode()).isIn(404, 405);
  }

  /** {@return a path as it is, or that of the packed file which index.html names so} */
  private String file(String pattern) throws IOException, InterruptedException {
    if (!pattern.contains("page-")) {
      return pattern;
    }
    String html = new String(send("GET", "", "identity").body(), UTF_8);
    Matcher named = Pattern.compile("\"(" + pattern.replace(".*", "[^\"]*") + ")\"").matcher(html);
    assertThat(named.find()).as("index.html names " + pattern).isTrue();
    return named.group(1);
  }

  private HttpResponse<byte[]> send(String method, String path, String encoding, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .method(method, BodyPublishers.noBody())
            .header("Accept-Encoding", encoding);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }
}
