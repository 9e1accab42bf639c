package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.local.TestApi;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import org.junit.jupiter.api.Test;

/** The words on a product, over HTTP. */
@QuarkusTest
class ProductTextApiAppTest {
  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void areSearchedShownWithTheirEvidenceAndNotCounted() {
    ImageRecord illy = pictures.reading("read", "ILLY caffè");
    pictures.reading("read", "LAVAZZA");

    for (String list : new String[] {"images", "cards"}) {
      as("read")
          .queryParam("text", "illy CAFFÈ")
          .get("/" + list)
          .then()
          .body(list + ".imageId", contains(illy.imageId().value()));
      as("read").get("/" + list + "?text=nestle").then().body(list, empty());
    }
    as("read")
        .get("/images/" + illy.imageId())
        .then()
        .body("attributes.text.value", equalTo("ILLY caffè"))
        .body("attributes.text.evidence.model", equalTo("captioner"))
        .body("attributes.text.locked", equalTo(false));
    as("read").get("/tags").then().body("name", hasItem("tag")).body("name", not(hasItem("text")));
  }

  @Test
  void areCorrectedAndGivenBackToTheMachineAsAnyValue() {
    ImageRecord image = pictures.reading("corrects", "ILLY cafe");
    String text = "/images/" + image.imageId() + "/attributes/text";

    as("corrects")
        .body("{\"value\": \"illy caffè\"}")
        .put(text)
        .then()
        .statusCode(200)
        .body("attributes.text.value", equalTo("illy caffè"))
        .body("attributes.text.locked", equalTo(true));
    as("corrects").get("/images?text=cafe").then().body("images", empty());
    as("corrects").delete(text).then().body("attributes.text.value", equalTo("ILLY cafe"));
  }

  @Test
  void areInTheExportsAndInAShopOnceAPersonHasSetThem() {
    ImageRecord image = pictures.reading("takes", "ILLY cafe");

    String csv = as("takes").get("/exports/images.csv").asString();
    assertThat(csv).contains("attribute.text,attribute.text.evidence", "ILLY cafe");
    assertThat(csv).contains("machine; model=captioner; at=");
    as("takes").get("/exports/images.jsonl").then().body(containsString("ILLY cafe"));
    assertThat(as("takes").get("/exports/shopify.csv").asString()).doesNotContain("ILLY");

    as("takes")
        .body("{\"value\": \"ILLY\"}")
        .put("/images/" + image.imageId() + "/attributes/text")
        .then()
        .body("attributes", hasKey("text"));
    assertThat(as("takes").get("/exports/shopify.csv").asString()).contains("Text: ILLY");
  }

  @Test
  void severalProductsOfAPictureAreShownWithTheirPlacesAndSearched() {
    ImageRecord image = pictures.showing("several", Examples.mugAndTeapot());
    pictures.reading("several", "ILLY");

    as("several")
        .get("/images/" + image.imageId())
        .then()
        .body("boxes.label.value", contains("cup", "teapot"))
        .body("boxes.category.value", contains("coffee mug"))
        .body("boxes[0].tags.label", contains("stoneware"))
        .body("boxes[1].box.left", equalTo(0.5f));
    for (String list : new String[] {"images", "cards"}) {
      as("several")
          .get("/" + list + "?text=teapot")
          .then()
          .body(list + ".imageId", contains(image.imageId().value()));
    }
  }

  private RequestSpecification as(String name) {
    return TestApi.as(url, name);
  }
}
