package dev.vitrine.local;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page's files and their methods, as any HTTP client sees them. */
@QuarkusTest
class PageFilesTest {
  @TestHTTPResource("/")
  URL url;

  private final HttpClient client = HttpClient.newHttpClient();

  @ParameterizedTest
  @CsvSource({"index.html", "js/main.js", "css/base.css"})
  void textIsCompressed(String path) throws Exception {
    HttpResponse<byte[]> plain = send("GET", path, "identity");
    HttpResponse<byte[]> small = send("GET", path, "gzip");

    assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
    assertThat(small.headers().firstValue("content-encoding")).contains("gzip");
    assertThat(small.body().length).isLessThan(plain.body().length);
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
  @CsvSource({"DELETE, index.html", "DELETE, ''", "PUT, js/main.js", "POST, css/base.css"})
  void aFileOfThePageIsOnlyRead(String method, String path) throws Exception {
    assertThat(send(method, path, "identity").statusCode()).isIn(404, 405);
  }

  private HttpResponse<byte[]> send(String method, String path, String encoding)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .method(method, BodyPublishers.noBody())
            .header("Accept-Encoding", encoding)
            .build();
    return client.send(request, BodyHandlers.ofByteArray());
  }
}
