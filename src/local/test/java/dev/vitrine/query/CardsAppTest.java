package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.local.TestApi;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list in brief, over HTTP. */
@QuarkusTest
class CardsAppTest {
  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void aCardIsAPartOfItsImage() {
    ImageRecord done = pictures.done("cards", "cup", "mug");
    ImageRecord received = pictures.received("cards");

    seller()
        .get("/cards")
        .then()
        .statusCode(200)
        .contentType(ContentType.JSON)
        .body("cards.imageId", contains(received.imageId().value(), done.imageId().value()))
        .body("cards[0].status", equalTo("running"))
        .body("cards[0]", not(hasKey("tags")))
        .body("cards[1].status", equalTo("done"))
        .body("cards[1].key", equalTo(done.picture().key()))
        .body("cards[1].tags.label", contains("cup", "mug"))
        .body("cards[1].tags[0]", not(hasKey("evidence")))
        .body("cards[1].colors[0].hex", startsWith("#"))
        .body("cards[1]", not(hasKey("attributes")))
        .body("$", not(hasKey("cursor")));
    String cursor = seller().get("/images?limit=1").then().extract().path("cursor");
    seller()
        .queryParam("cursor", cursor)
        .get("/cards")
        .then()
        .body("cards.imageId", contains(done.imageId().value()));
    seller().get("/cards?tag=Cup&attribute=color:NAVY").then().body("cards", hasSize(1));
    seller().get("/cards?text=saucer").then().body("cards", hasSize(0));
    ApiAppTest.problem(seller().get("/cards?limit=0"), 400, "INVALID_REQUEST");
    ApiAppTest.problem(seller().get("/cards?cursor=made-up"), 400, "INVALID_CURSOR");
  }

  @Test
  void theMonthsOfAListAreCounted() {
    pictures.received("months");
    pictures.received("months");

    as("months")
        .get("/months?to=2026-12-01&sort=oldest")
        .then()
        .statusCode(200)
        .body("months.month", contains("2026-11"))
        .body("months[0].images", equalTo(2));
    as("months").get("/months?from=2026-12-01").then().body("months", hasSize(0));
    as("months")
        .get("/months?text=mug")
        .then()
        .body("months[0].month", equalTo("2026-11"))
        .body("months[0]", not(hasKey("images")));
    as("months").get("/months?counts=false").then().body("months[0]", not(hasKey("images")));
    as("months").get("/months?zone=Asia/Tokyo").then().body("months[0].images", equalTo(2));
    ApiAppTest.problem(as("months").get("/months?zone=Atlantis"), 400, "INVALID_REQUEST");
    ApiAppTest.problem(as("months").get("/months?counts=no"), 400, "INVALID_REQUEST");
    ApiAppTest.problem(as("months").get("/months?from=spring"), 400, "INVALID_REQUEST");
  }

  @Test
  void aPageThatIsKnownIsNotSentAgain() {
    ImageRecord image = pictures.done("known-cards", "cup");
    Response page = as("known-cards").get("/cards");
    page.then().statusCode(200).header("Cache-Control", equalTo("private, no-cache"));
    String tag = page.header("ETag");

    as("known-cards")
        .header("If-None-Match", tag)
        .get("/cards")
        .then()
        .statusCode(304)
        .header("ETag", equalTo(tag))
        .body(emptyString());

    as("known-cards").put("/images/" + image.imageId() + "/tags/mug").then().statusCode(200);
    as("known-cards")
        .header("If-None-Match", tag)
        .get("/cards")
        .then()
        .statusCode(200)
        .body("cards[0].tags.label", contains("mug", "cup"));
  }

  @Test
  void theDescriptionOfTheApiKnowsPicturesThatWait() {
    JsonPath api = as("any").accept(ContentType.JSON).get("/q/openapi").jsonPath();

    assertThat(api.getMap("components.schemas.Waiting.properties"))
        .containsOnlyKeys("for", "place", "seconds");
    assertThat(api.getList("components.schemas.Waiting.required", String.class))
        .containsExactlyInAnyOrder("for", "place");
    for (String schema : List.of("Image", "Card")) {
      assertThat(api.getMap("components.schemas." + schema + ".properties")).containsKey("waiting");
    }
  }

  private RequestSpecification seller() {
    return as("cards");
  }

  private RequestSpecification as(String name) {
    return TestApi.as(url, name);
  }
}
