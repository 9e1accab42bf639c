package dev.vitrine.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.local.TestApi;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Exports are told to webhooks, over HTTP and the table's real stream. */
@QuarkusTest
class ExportEventsAppTest {
  private static final String SELLER = "hooks-export";

  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void anExportIsOneEventHoweverManyAnswersItHas() throws Exception {
    String first = pictures.done(SELLER, "cup").imageId().value();
    pictures.done(SELLER, "pot");
    pictures.done(SELLER, "mug");
    try (WebhookReceiver receiver = new WebhookReceiver();
        WebhookReceiver other = new WebhookReceiver()) {
      create(receiver, "images.exported");
      create(other, "image.done");

      String next = exported("images.csv?limit=2");
      assertThat(next).startsWith("images.csv?limit=2&cursor=").endsWith("&before=2");
      assertThat(exported(next)).isNull();
      awaitExport(receiver, 1, "images.csv", 3);

      assertThat(exported("images.jsonl?ids=" + first)).isNull();
      awaitExport(receiver, 2, "images.jsonl", 1);
      assertThat(exported("images.csv?status=failed")).as("an empty file is no event").isNull();
      assertThat(as().head("/exports/images.csv").statusCode()).isEqualTo(200);
      assertThat(as().head("/exports/images.zip").statusCode()).isEqualTo(200);
      assertThat(exported("images.csv?ids=" + first)).isNull();
      awaitExport(receiver, 3, "images.csv", 1); // so who only asked for the head got no event
      assertThat(exported("images.zip")).isNull();
      awaitExport(receiver, 4, "images.zip", 3);
      assertThat(other.received()).isEmpty();
    }
  }

  @Test
  void aCountThatIsNoneIsRefused() {
    ApiAppTest.problem(as().get("/exports/images.csv?cursor=x&before=-1"), 400, "INVALID_REQUEST");
  }

  /** {@return the address of the next answer, relative to /exports; null after the last} */
  private String exported(String name) {
    String link =
        as().urlEncodingEnabled(false)
            .get("/exports/" + name)
            .then()
            .statusCode(200)
            .extract()
            .header("Link");
    if (link == null) {
      return null;
    }
    Matcher next = Pattern.compile("<([^>]*)>; rel=\"next\"").matcher(link);
    assertThat(next.matches()).as(link).isTrue();
    return next.group(1);
  }

  private static void awaitExport(WebhookReceiver receiver, int number, String file, int images)
      throws Exception {
    TestApi.await(number + " events", () -> receiver.received().size() >= number);
    assertThat(receiver.received()).hasSize(number);
    JsonNode event = receiver.received().get(number - 1).json();
    assertThat(event.path("type").asText()).isEqualTo("images.exported");
    JsonNode data = event.path("data");
    assertThat(data.path("seller").asText()).isEqualTo(SELLER);
    assertThat(data.path("export").path("file").asText()).isEqualTo(file);
    assertThat(data.path("export").path("images").asInt()).isEqualTo(images);
    assertThat(data.has("imageId")).isFalse();
  }

  private void create(WebhookReceiver receiver, String type) {
    as().body(Map.of("url", receiver.url(), "events", List.of(type)))
        .post("/webhooks")
        .then()
        .statusCode(201);
  }

  private RequestSpecification as() {
    return given()
        .baseUri(url.toString())
        .port(url.getPort())
        .header("Vitrine-Seller", SELLER)
        .contentType("application/json");
  }
}
