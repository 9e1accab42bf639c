package dev.vitrine.query;

import static dev.vitrine.query.ApiAppTest.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.local.TestApi;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handles by hand, over HTTP. */
@QuarkusTest
class HandlesAppTest {
  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void aHandleIsOfTheProductWhicheverPictureItWasGivenTo() {
    String seller = "handles";
    ImageRecord front = placed(seller, "Mug 7", 1);
    ImageRecord back = placed(seller, "Mug 7", 2);

    put(seller, back, "blue-mug").then().statusCode(200).body("handle", equalTo("blue-mug"));
    assertHandle(seller, front, "blue-mug");
    as(seller).get("/products").then().body("products.handle", contains("blue-mug"));
    assertThat(as(seller).get("/exports/shopify.csv").asString()).contains(",blue-mug,");

    put(seller, front, "navy-mug").then().statusCode(200);
    assertHandle(seller, back, "navy-mug");
    as(seller).get("/images/{id}/product", id(back)).then().body("conflicts", empty());

    as(seller).delete("/images/{id}/product/handle", id(back)).then().statusCode(200);
    as(seller)
        .get("/images/{id}/product", id(front))
        .then()
        .body("handle", startsWith("mug-7-"))
        .body("lockedHandle", equalTo(false));
  }

  @Test
  void noTwoProductsHaveOneHandleUntilItIsGivenUp() {
    String seller = "handles-taken";
    ImageRecord mug = placed(seller, "Mug 7", 1);
    ImageRecord bag = placed(seller, "bag", 1);
    ImageRecord alone = pictures.done(seller, "cup");
    put(seller, mug, "blue").then().statusCode(200);
    put(seller, mug, "blue").then().statusCode(200);

    problem(put(seller, bag, "blue"), 409, "HANDLE_TAKEN");
    problem(put(seller, alone, "blue"), 409, "HANDLE_TAKEN");
    problem(put(seller, alone, "bag"), 409, "HANDLE_TAKEN");
    put(seller, bag, "bag").then().statusCode(200);
    put("handles-taken-too", pictures.done("handles-taken-too", "cup"), "blue")
        .then()
        .statusCode(200);

    as(seller).delete("/images/{id}", id(mug)).then().statusCode(204);
    put(seller, alone, "blue").then().statusCode(200);
    problem(put(seller, bag, "blue"), 409, "HANDLE_TAKEN");
  }

  @Test
  void ofManyProductsThatAskAtOnceOneGetsTheHandle() {
    String seller = "handles-race";
    List<ImageRecord> images =
        Stream.generate(() -> pictures.done(seller, "cup")).limit(6).toList();

    List<Integer> answers =
        images.parallelStream().map(image -> put(seller, image, "blue").statusCode()).toList();

    assertThat(answers).containsOnlyOnce(200).containsOnly(200, 409);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "Blue", "blue mug", "-blue", "blue-", "blue--mug", "blau_ü", "a/b"})
  void whatShopifyWouldWriteInAnotherWayIsRefused(String handle) {
    ImageRecord image = pictures.done("handles-refused", "cup");

    problem(put("handles-refused", image, handle), 400, "INVALID_REQUEST");
    problem(put("handles-refused", image, "x".repeat(256)), 400, "INVALID_REQUEST");
  }

  @Test
  void theLongestHandleIsTakenAlthoughItIsLongerThanAnySku() {
    ImageRecord image = pictures.done("handles-long", "cup");

    put("handles-long", image, "x".repeat(101)).then().statusCode(200);
    put("handles-long", image, "x".repeat(255)).then().statusCode(200);

    assertHandle("handles-long", image, "x".repeat(255));
  }

  @Test
  void itIsNoTextOfAPictureAndIsUndoneLikeAnyCorrection() {
    String seller = "handles-undone";
    ImageRecord image = pictures.done(seller, "cup");
    problem(
        as(seller).body(Map.of("value", "x")).put("/images/{id}/texts/handle", id(image)),
        404,
        "TEXT_NOT_FOUND");
    String made = put(seller, image, "a-cup").then().statusCode(200).extract().path("correction");
    put(seller, image, "a-cup").then().statusCode(200).body("$", not(hasKey("correction")));

    as(seller).delete("/images/{id}/corrections/{made}", id(image), made).then().statusCode(200);

    as(seller).get("/images/{id}/product", id(image)).then().body("lockedHandle", equalTo(false));
  }

  private void assertHandle(String seller, ImageRecord image, String handle) {
    as(seller)
        .get("/images/{id}/product", id(image))
        .then()
        .body("handle", equalTo(handle))
        .body("lockedHandle", equalTo(true));
  }

  private Response put(String seller, ImageRecord image, String handle) {
    return as(seller).body(Map.of("handle", handle)).put("/images/{id}/product/handle", id(image));
  }

  private ImageRecord placed(String seller, String sku, int position) {
    ImageRecord image = pictures.done(seller, "cup");
    pictures.place(as(seller), image, sku, position);
    return image;
  }

  private static String id(ImageRecord image) {
    return image.imageId().value();
  }

  private RequestSpecification as(String seller) {
    return TestApi.as(url, seller);
  }
}
