package dev.vitrine.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.PictureHash;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import org.junit.jupiter.api.Test;

/** Pictures that look the same, over HTTP. */
@QuarkusTest
class SimilarTest {
  private static final long BITS = 0xe1b4_873c_4e96_c3b0L;

  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void theNearestComeFirstAndOtherLooksAndSellersAreLeftOut() {
    ImageRecord one = looking("alike", BITS);
    ImageRecord far = looking("alike", BITS ^ 0x0001_0000_0001_0001L);
    ImageRecord same = looking("alike", BITS);
    looking("alike", BITS ^ 0x0001_0001_0001_0001L); // 4 bits
    looking("alike-too", BITS);
    pictures.done("alike", "cup"); // without a hash

    similar("alike", one)
        .then()
        .statusCode(200)
        .body("images.imageId", contains(same.imageId().value(), far.imageId().value()))
        .body("images.distance", contains(0, 3))
        .body("images[0].key", equalTo(same.picture().key()));
    as("alike").get("/tags").then().body("name", not(hasItem("vitrine-look")));
    ApiTest.problem(
        as("alike").get("/images?attribute=vitrine-look:0:e1b4"), 400, "INVALID_REQUEST");
  }

  @Test
  void aDeletedPictureIsNotAlsoHere() {
    ImageRecord one = looking("alike-once", BITS);
    ImageRecord two = looking("alike-once", BITS);

    as("alike-once").delete("/images/" + two.imageId()).then().statusCode(204);

    similar("alike-once", one).then().body("images", empty());
    pictures.follow(two);
    similar("alike-once", one).then().body("images", empty());
  }

  @Test
  void aPictureWithoutAHashIsLikeNoOther() {
    ImageRecord one = pictures.done("alike-plain", "cup");
    pictures.done("alike-plain", "cup");

    similar("alike-plain", one).then().statusCode(200).body("images", empty());
  }

  @Test
  void theDescriptionOfTheApiKnowsThem() {
    JsonPath api = as("any").accept(ContentType.JSON).get("/q/openapi").jsonPath();

    assertThat(api.getList("components.schemas.SimilarImage.required", String.class))
        .containsExactlyInAnyOrder("imageId", "key", "uploadedAt", "distance");
  }

  private ImageRecord looking(String seller, long bits) {
    return pictures.looking(seller, PictureHash.ofBits(bits));
  }

  private Response similar(String seller, ImageRecord image) {
    return as(seller).get("/images/" + image.imageId() + "/similar");
  }

  private RequestSpecification as(String name) {
    return given().baseUri(url.toString()).port(url.getPort()).header("Vitrine-Seller", name);
  }
}
