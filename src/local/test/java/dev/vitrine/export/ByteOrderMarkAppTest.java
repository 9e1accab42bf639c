package dev.vitrine.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.local.TestApi;
import dev.vitrine.query.ApiAppTest;
import dev.vitrine.query.Pictures;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The byte order mark of exports, by which Excel knows that a file is UTF-8. */
@QuarkusTest
class ByteOrderMarkAppTest {
  private static final String SELLER = "export-mark";

  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @ParameterizedTest
  @ValueSource(strings = {"images.csv", "shopify.csv"})
  void isThereWhereItIsAskedForOnly(String file) {
    pictures.done(SELLER, "caf\u00e9 cup");
    String plain = text(file);

    assertThat(plain).contains("caf\u00e9 cup").doesNotStartWith("\uFEFF");
    assertThat(text(file + "?bom=false")).isEqualTo(plain);
    assertThat(get(file + "?bom=true").asByteArray()).startsWith(0xEF, 0xBB, 0xBF);
    assertThat(text(file + "?bom=true")).isEqualTo("\uFEFF" + plain);
  }

  @Test
  void goesOnInTheNextPart() {
    pictures.done(SELLER, "cup");
    pictures.done(SELLER, "cup");

    assertThat(get("images.csv?limit=1&bom=true").header("Link")).contains("bom=true");
  }

  @Test
  void isForCsvOnly() {
    ApiAppTest.problem(get("images.jsonl?bom=true"), 400, "INVALID_REQUEST");
    ApiAppTest.problem(get("images.csv?bom=yes"), 400, "INVALID_REQUEST");
  }

  /**
   * The file without the signatures of its links, which name the second in which they were made.
   */
  private String text(String file) {
    return new String(get(file).asByteArray(), UTF_8).replaceAll("\\?X-Amz-[^,\"]*", "");
  }

  private Response get(String file) {
    return TestApi.as(url, SELLER).get("/exports/" + file);
  }
}
