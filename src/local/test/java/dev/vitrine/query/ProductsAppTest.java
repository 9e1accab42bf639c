package dev.vitrine.query;

import static dev.vitrine.query.ApiAppTest.problem;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

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

/** Several pictures of one product, by hand. */
@QuarkusTest
class ProductsAppTest {
  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void manyPicturesAreGroupedInTheOrderOfTheirIds() {
    ImageRecord front = pictures.done("group", "cup");
    ImageRecord back = pictures.done("group", "cup");
    pictures.done("group", "cup");

    group("group-1", "Mug 7", back, front);

    as("group")
        .get("/images/{id}/product", id(front))
        .then()
        .statusCode(200)
        .body("sku", equalTo("Mug 7"))
        .body("title", equalTo("Navy cup"))
        .body("tags", contains("cup"))
        .body("attributes.color.value", equalTo("navy"))
        .body("pictures.imageId", contains(id(back), id(front)))
        .body("pictures.position", contains(5, 6))
        .body("pictures.locked", everyItem(equalTo(true)))
        .body("conflicts", empty());
    as("group").get("/images?product=MUG 7").then().body("images", hasSize(2));
    as("group").get("/cards?product=mug 7").then().body("cards.product.sku", hasSize(2));
  }

  @Test
  void aGroupIsUndoneByItsKeyPictureByPicture() {
    ImageRecord front = pictures.done("group", "cup");
    ImageRecord back = pictures.done("group", "cup");
    group("group-2", "Mug 8", back, front);

    Map<String, Object> undo =
        Map.of("action", "undo", "ids", List.of(id(front)), "order", "products-group-2");
    bulk("undo-2", undo).then().body("results.outcome", contains("done"));
    pictures.follow(front);

    as("group")
        .get("/images/{id}/product", id(back))
        .then()
        .body("pictures.imageId", contains(id(back)));
    as("group")
        .get("/images/{id}/product", id(front))
        .then()
        .body("$", not(hasKey("sku")))
        .body("pictures.imageId", contains(id(front)));
  }

  /** Groups pictures from the fifth position on, and has the product's list follow. */
  private void group(String key, String sku, ImageRecord... images) {
    List<String> ids = Stream.of(images).map(ProductsAppTest::id).toList();
    Map<String, Object> product = Map.of("sku", sku, "position", 5);
    bulk(key, Map.of("action", "group", "ids", ids, "product", product))
        .then()
        .statusCode(200)
        .body("results.outcome", everyItem(equalTo("done")));
    Stream.of(images).forEach(pictures::follow);
  }

  @Test
  void aPictureIsPutAlonePutBackAndUnlocked() {
    String id = id(pictures.done("group", "cup"));
    put(id, Map.of("sku", "BAG", "position", 0))
        .then()
        .statusCode(200)
        .body("product.sku", equalTo("BAG"))
        .body("product.position", equalTo(0))
        .body("lockedProduct", equalTo(true));
    put(id, Map.of())
        .then()
        .statusCode(200)
        .body("$", not(hasKey("product")))
        .body("lockedProduct", equalTo(true));
    as("group")
        .delete("/images/{id}/product", id)
        .then()
        .statusCode(200)
        .body("lockedProduct", equalTo(false));
  }

  @Test
  void whatIsNoPlaceIsRefused() {
    String id = id(pictures.done("group", "cup"));

    problem(put(id, Map.of("sku", "x".repeat(101))), 400, "INVALID_REQUEST");
    problem(put(id, Map.of("sku", "a\u0007b")), 400, "INVALID_REQUEST");
    problem(put(id, Map.of("sku", "A", "position", 1_000)), 400, "INVALID_REQUEST");
    problem(put(id, Map.of("position", 1)), 400, "INVALID_REQUEST");
    problem(as("group").get("/images?product=" + "x".repeat(101)), 400, "INVALID_REQUEST");
    problem(bulk("group-3", Map.of("action", "group", "ids", List.of(id))), 400, "INVALID_REQUEST");
    Map<String, Object> place = Map.of("sku", "A", "position", 1);
    problem(
        bulk("group-4", Map.of("action", "group", "query", Map.of(), "product", place)),
        400,
        "INVALID_REQUEST");
    as("group").get("/images/{id}/product", "a".repeat(26)).then().statusCode(404);
  }

  private Response bulk(String key, Map<String, Object> order) {
    return as("group")
        .header("Idempotency-Key", "products-" + key)
        .body(order)
        .post("/images/bulk");
  }

  private Response put(String id, Map<String, Object> place) {
    return as("group").body(place).put("/images/{id}/product", id);
  }

  private static String id(ImageRecord image) {
    return image.imageId().value();
  }

  private RequestSpecification as(String seller) {
    return TestApi.as(url, seller);
  }
}
