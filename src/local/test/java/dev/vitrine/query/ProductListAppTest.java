package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.local.TestApi;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The seller's products, over HTTP. */
@QuarkusTest
class ProductListAppTest {
  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void eachProductIsListedOnceAtItsNewestPictureHoweverSmallTheParts() {
    String seller = "product-list";
    place(seller, "Old", 1);
    ImageRecord back = place(seller, "Mug 7", 2);
    pictures.done(seller, "cup"); // of no product
    place(seller, "BAG", 1);
    ImageRecord front = place(seller, "mug 7", 1);
    pictures.done(seller, "cup");
    place("product-list-too", "Foreign", 1);

    List<String> expected = List.of("mug 7", "BAG", "Old");
    assertThat(skus(seller, 50)).isEqualTo(expected);
    assertThat(skus(seller, 2)).isEqualTo(expected);
    assertThat(skus(seller, 1)).isEqualTo(expected);
    JsonPath first = part(seller, 1, null);
    assertThat(first.getInt("looked")).isEqualTo(2);
    assertThat(first.getInt("products[0].count")).isEqualTo(2);
    assertThat(first.getList("products[0].pictures.imageId"))
        .isEqualTo(List.of(id(front), id(back)));
    assertThat(first.getList("products[0].conflicts")).isEmpty();
    assertThat(first.getString("products[0].title")).isEqualTo("Navy cup");
    assertThat(first.getString("products[0].handle")).startsWith("mug-7-");
    assertThat(first.getString("products[0].pictures[0].revision"))
        .isEqualTo(front.picture().revision().value());
    assertThat(first.getString("products[0].pictures[0].background")).isEqualTo("white");
  }

  @Test
  void aProductSaysWhatItsPicturesContradictEachOtherIn() {
    String seller = "product-list-conflict";
    ImageRecord one = place(seller, "Mug", 1);
    ImageRecord two = place(seller, "Mug", 2);
    color(seller, one, "navy");
    color(seller, two, "red");

    as(seller)
        .get("/products")
        .then()
        .statusCode(200)
        .body("products.sku", contains("Mug"))
        .body("products[0].conflicts", contains("color"));

    as(seller).delete("/images/{id}", id(two)).then().statusCode(204);
    pictures.follow(two);

    as(seller)
        .get("/products")
        .then()
        .body("products[0].count", equalTo(1))
        .body("products[0].conflicts", empty());
  }

  @Test
  void ofAProductOfManyPicturesTheFirstFiveAreListed() {
    String seller = "product-list-many";
    for (int position = 7; position > 0; position--) {
      place(seller, "Mug", position);
    }

    JsonPath product = part(seller, 24, null);

    assertThat(product.getList("products")).hasSize(1);
    assertThat(product.getInt("products[0].count")).isEqualTo(7);
    assertThat(product.getList("products[0].pictures.position")).isEqualTo(List.of(1, 2, 3, 4, 5));
  }

  @Test
  void whatIsNoPartIsRefused() {
    String seller = "product-list-refused";
    ApiAppTest.problem(as(seller).get("/products?limit=51"), 400, "INVALID_REQUEST");
    ApiAppTest.problem(as(seller).get("/products?limit=x"), 400, "INVALID_REQUEST");
    ApiAppTest.problem(as(seller).get("/products?cursor=forged"), 400, "INVALID_CURSOR");
  }

  /** {@return the SKUs of all products, by parts of so many} */
  private List<String> skus(String seller, int limit) {
    List<String> skus = new ArrayList<>();
    String cursor = null;
    for (int parts = 0; parts < 20; parts++) {
      JsonPath part = part(seller, limit, cursor);
      skus.addAll(part.<String>getList("products.sku"));
      cursor = part.getString("cursor");
      if (cursor == null) {
        return skus;
      }
    }
    throw new AssertionError("the list does not end");
  }

  private JsonPath part(String seller, int limit, @Nullable String cursor) {
    RequestSpecification asked = as(seller).queryParam("limit", limit);
    return (cursor == null ? asked : asked.queryParam("cursor", cursor))
        .get("/products")
        .jsonPath();
  }

  private ImageRecord place(String seller, String sku, int position) {
    ImageRecord image = pictures.done(seller, "cup");
    pictures.place(as(seller), image, sku, position);
    return image;
  }

  private void color(String seller, ImageRecord image, String color) {
    as(seller)
        .body(Map.of("value", color))
        .put("/images/{id}/attributes/color", id(image))
        .then()
        .statusCode(200);
  }

  private static String id(ImageRecord image) {
    return image.imageId().value();
  }

  private RequestSpecification as(String seller) {
    return TestApi.as(url, seller);
  }
}
