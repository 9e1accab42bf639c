package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.local.TestApi;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import org.junit.jupiter.api.Test;

/** The search over HTTP where no model reads texts, as with the stand-in. */
@QuarkusTest
class SearchAppTest {
  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void findsByWordsAndSaysThatMeaningIsNotSearched() {
    ImageRecord one = pictures.done("searches", "mug");
    ImageRecord two = pictures.done("searches", "mug");
    pictures.done("searches", "sofa");
    pictures.done("searches-too", "mug");

    as("searches")
        .get("/search?text=mug")
        .then()
        .statusCode(200)
        .body("found.card.imageId", contains(two.imageId().value(), one.imageId().value()))
        .body("found.by", contains("words", "words"))
        .body("found[0]", not(hasKey("likeness")))
        .body("meaning", equalTo("unavailable"))
        .body("$", not(hasKey("model")))
        .body("$", not(hasKey("cursor")));
    as("searches").get("/search?text=mug&by=meaning").then().body("found", empty());
    as("searches")
        .get("/search?text=mug&sort=oldest&by=words&limit=1")
        .then()
        .body("found.card.imageId", contains(one.imageId().value()))
        .body("cursor", notNullValue());
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    for (String query : new String[] {"", "?text=", "?text=mug&by=look", "?text=mug&limit=51"}) {
      ApiAppTest.problem(as("searches").get("/search" + query), 400, "INVALID_REQUEST");
    }
  }

  @Test
  void theDescriptionOfTheApiKnowsIt() {
    JsonPath api = as("any").accept(ContentType.JSON).get("/q/openapi").jsonPath();

    assertThat(api.getList("components.schemas.SearchResult.required", String.class))
        .containsExactlyInAnyOrder("by", "card");
    assertThat(api.getList("components.schemas.SearchResult.properties.by.enum", String.class))
        .containsExactly("words", "meaning");
  }

  private RequestSpecification as(String name) {
    return TestApi.as(url, name);
  }
}
