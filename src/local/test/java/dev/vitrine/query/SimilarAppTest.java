package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.PictureHash;
import dev.vitrine.local.TestApi;
import dev.vitrine.local.meaning.Vectors;
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
class SimilarAppTest {
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
        .body("images[0].suggestions.label", contains("saucer"))
        .body("images[0].key", equalTo(same.picture().key()));
    as("alike").get("/tags").then().body("name", not(hasItem("vitrine-look")));
    ApiAppTest.problem(
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
  void theNearestInMeaningComeFirstAndAnotherSellersAreNeverFound() {
    ImageRecord north = meaning("meant", 0, 1);
    ImageRecord east = meaning("meant", 1, 0);
    ImageRecord northEast = meaning("meant", 1, 1);
    ImageRecord gone = meaning("meant", 0, 1);
    meaning("meant-too", 0, 1);
    as("meant").delete("/images/" + gone.imageId()).then().statusCode(204);

    byMeaning("meant", north)
        .then()
        .statusCode(200)
        .body("images.imageId", contains(northEast.imageId().value(), east.imageId().value()))
        .body("images.key", contains(northEast.picture().key(), east.picture().key()))
        .body("images[0].likeness", allOf(greaterThan(0.70f), lessThan(0.72f)))
        .body("images[0]", not(hasKey("distance")))
        .body("model", equalTo("eyes"));
    ApiAppTest.problem(byMeaning("meant-too", north), 404, "IMAGE_NOT_FOUND");
  }

  @Test
  void aPictureWithoutAnEmbeddingIsNearNoOther() {
    ImageRecord one = pictures.done("meant-none", "cup");
    meaning("meant-none", 0, 1);

    byMeaning("meant-none", one).then().statusCode(200).body("images", empty());
    ApiAppTest.problem(
        as("meant-none").get("/images/" + one.imageId() + "/similar?by=size"),
        400,
        "INVALID_REQUEST");
  }

  @Test
  void theDescriptionOfTheApiKnowsThem() {
    JsonPath api = as("any").accept(ContentType.JSON).get("/q/openapi").jsonPath();

    assertThat(api.getList("components.schemas.SimilarImage.required", String.class))
        .containsExactlyInAnyOrder("imageId", "key", "uploadedAt", "suggestions");
  }

  private ImageRecord looking(String seller, long bits) {
    return pictures.looking(seller, PictureHash.ofBits(bits));
  }

  private ImageRecord meaning(String seller, float... numbers) {
    return pictures.meaning(seller, Vectors.embedding("eyes", numbers));
  }

  private Response byMeaning(String seller, ImageRecord image) {
    return as(seller).get("/images/" + image.imageId() + "/similar?by=meaning");
  }

  private Response similar(String seller, ImageRecord image) {
    return as(seller).get("/images/" + image.imageId() + "/similar");
  }

  private RequestSpecification as(String name) {
    return TestApi.as(url, name);
  }
}
