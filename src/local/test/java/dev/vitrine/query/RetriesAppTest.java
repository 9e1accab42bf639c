package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.local.TestApi;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Retrying many images at once, as a program of a seller's sees it. */
@QuarkusTest
class RetriesAppTest {
  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void startsEverythingThatFailedAFewAtATime() {
    for (int i = 0; i < 3; i++) {
      pictures.failed("retries");
    }
    ImageRecord done = pictures.done("retries", "cup");

    int started = 0;
    int calls = 0;
    Map<String, Object> query = new HashMap<>(Map.of("limit", 2));
    do {
      Map<String, Object> progress =
          as("retries")
              .body(query)
              .post("/images/retry")
              .then()
              .statusCode(202)
              .extract()
              .as(HashMap.class);
      started += (int) progress.get("started");
      query.put("cursor", progress.get("cursor"));
      calls++;
    } while (query.get("cursor") != null && calls < 10);

    assertThat(started).isEqualTo(3);
    as("retries").get("/images/" + done.imageId().value()).then().body("status", equalTo("done"));
  }

  @Test
  void looksOnlyAtTheImagesOfTheQuery() {
    pictures.failed("queries");
    pictures.done("queries", "cup");

    as("queries")
        .body(Map.of("status", "done"))
        .post("/images/retry")
        .then()
        .statusCode(202)
        .body("started", equalTo(0))
        .body("unchanged", equalTo(1));
    as("queries")
        .body(Map.of("tag", List.of("cup"), "attribute", "color:navy"))
        .post("/images/retry")
        .then()
        .body("started", equalTo(0));
    as("queries")
        .body(Map.of("status", "failed"))
        .post("/images/retry")
        .then()
        .body("started", equalTo(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"status\":\"x\"}", "{\"limit\":101}", "{\"attribute\":\"color\"}"})
  void refusesAQueryThatIsNone(String body) {
    as("retries").body(body).post("/images/retry").then().statusCode(400);
  }

  private RequestSpecification as(String seller) {
    return TestApi.as(url, seller);
  }
}
