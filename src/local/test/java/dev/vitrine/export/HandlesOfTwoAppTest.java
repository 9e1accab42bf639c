package dev.vitrine.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.local.TestApi;
import dev.vitrine.query.Pictures;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two products that would have one handle: a shop would take them for one product. */
@QuarkusTest
class HandlesOfTwoAppTest {
  /** The SKU's name, and the first 8 digits of its SHA-256. */
  private static final String WITH_HASH = "mug-blue-[0-9a-f]{8}";

  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void aSkuThatComesAfterAHandleGetsAnotherOne() {
    String seller = "handles-before-sku";
    ImageRecord first = placed(seller, "MUG-7");
    handle(seller, first, "mug-blue").then().statusCode(200);
    ImageRecord second = placed(seller, "mug-blue");

    assertThat(exported(seller))
        .hasSize(2)
        .contains("mug-blue")
        .anyMatch(one -> one.matches(WITH_HASH));
    String other = handleOf(seller, second);
    assertThat(other).matches(WITH_HASH);
    assertThat(handleOf(seller, first)).isEqualTo("mug-blue");
    assertThat(export(seller).header("Vitrine-Conflicts")).isEqualTo("1; " + other);
    assertThat(as(seller).get("/products").jsonPath().getList("products.handle", String.class))
        .containsExactlyInAnyOrder("mug-blue", other);

    as(seller).delete("/images/{id}/product/handle", first.imageId().value());
    assertThat(handleOf(seller, second)).isEqualTo("mug-blue");
  }

  @Test
  void anUndoneHandleDoesNotTakeAnothersProduct() {
    String seller = "handles-undone-late";
    ImageRecord first = placed(seller, "MUG-7");
    ImageRecord second = placed(seller, "MUG-8");
    handle(seller, first, "blue").then().statusCode(200);
    String made = handle(seller, first, "navy").jsonPath().getString("correction");
    handle(seller, second, "blue").then().statusCode(200);

    as(seller)
        .delete("/images/{id}/corrections/{made}", first.imageId().value(), made)
        .then()
        .statusCode(200);

    assertThat(exported(seller)).containsExactlyInAnyOrder("blue", "mug-7");
    assertThat(handleOf(seller, second)).isEqualTo("blue");
    assertThat(export(seller).header("Vitrine-Conflicts")).isEqualTo("1; mug-7");
  }

  @Test
  void aPictureFromTheBinDoesNotTakeAnothersProduct() {
    String seller = "handles-from-bin";
    ImageRecord first = placed(seller, "MUG-7");
    ImageRecord second = placed(seller, "MUG-8");
    handle(seller, first, "blue").then().statusCode(200);
    as(seller).delete("/images/{id}", first.imageId().value()).then().statusCode(204);
    handle(seller, second, "blue").then().statusCode(200);

    as(seller).post("/bin/{id}/restore", first.imageId().value()).then().statusCode(200);

    assertThat(exported(seller)).containsExactlyInAnyOrder("blue", "mug-7");
  }

  private Response export(String seller) {
    return as(seller).get("/exports/shopify.csv");
  }

  private List<String> exported(String seller) {
    return CsvLines.of(export(seller).asString()).stream()
        .map(line -> line.get("URL handle"))
        .toList();
  }

  private String handleOf(String seller, ImageRecord image) {
    return as(seller)
        .get("/images/{id}/product", image.imageId().value())
        .jsonPath()
        .getString("handle");
  }

  private Response handle(String seller, ImageRecord image, String handle) {
    return as(seller)
        .body(Map.of("handle", handle))
        .put("/images/{id}/product/handle", image.imageId().value());
  }

  private ImageRecord placed(String seller, String sku) {
    ImageRecord image = pictures.done(seller, "cup");
    pictures.place(as(seller), image, sku, 1);
    return image;
  }

  private RequestSpecification as(String seller) {
    return TestApi.as(url, seller);
  }
}
