package dev.vitrine.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.local.s3.EmbeddedS3;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** Restyles that are deleted and restored, through the whole application. */
@QuarkusTest
class RestylesAppTest {
  @Inject S3Client s3;

  @TestHTTPResource("/")
  URL page;

  private TestApi api;

  @BeforeEach
  void findTheApi() {
    api = new TestApi(page);
  }

  @Test
  void aDeletedRestyleIsNowhereAndComesBackAsItWas() throws Exception {
    String seller = "undoer-of-restyles";
    String image = "/images/" + TestApi.put(s3, seller + "/a.jpg", TestApi.COFFEE, "great-wave");
    JsonNode before = api.awaitSettled(seller, image.substring("/images/".length()));
    String id = before.path("restyles").path(0).path("id").asText();
    String whole = as(seller).get(image).asString();
    as(seller).get("/cards").then().body("cards[0].restyles", hasSize(1));

    as(seller)
        .delete(image + "/restyles/" + id)
        .then()
        .statusCode(200)
        .body("restyles", hasSize(0))
        .body("status", equalTo("done"))
        .body("deletedRestyles.id", contains(id))
        .body("deletedRestyles.style", contains("great-wave"));
    as(seller).delete(image + "/restyles/" + id).then().statusCode(200);

    as(seller)
        .get(image + "/restyles/" + id)
        .then()
        .statusCode(404)
        .body("code", equalTo("RESTYLE_NOT_FOUND"));
    as(seller).get("/cards").then().body("cards[0].restyles", nullValue());
    as(seller).get("/images").then().body("images[0].deletedRestyles", nullValue());
    assertThat(as(seller).get("/exports/images.jsonl").asString())
        .contains("\"restyles\":[]")
        .doesNotContain(id, "deletedRestyles");
    assertThat(paintings(seller)).hasSize(1);

    as(seller).post(image + "/restyles/" + id + "/restore").then().statusCode(200);
    assertThat(as(seller).get(image).asString()).isEqualTo(whole);
    as(seller).get(image + "/restyles/" + id).then().statusCode(302);
    as(seller).post(image + "/restyles/" + id + "/restore").then().statusCode(200);
  }

  @Test
  void whatIsPaintedWhenItIsDeletedNeverComesUp() throws Exception {
    String seller = "haster-of-restyles";
    String imageId = TestApi.put(s3, seller + "/a.jpg", TestApi.COFFEE);
    String image = "/images/" + imageId;
    api.awaitSettled(seller, imageId);
    String id = order(seller, image, "starry-night");

    as(seller)
        .delete(image + "/restyles/" + id)
        .then()
        .body("restyles", hasSize(0))
        .body("status", equalTo("done"));
    TestApi.await("it is painted", () -> paintings(seller).size() == 1);
    TestApi.await(
        "its execution has ended",
        () ->
            api.get(seller, image.substring(1) + "/execution")
                .path("status")
                .asText()
                .equals("succeeded"));

    as(seller)
        .get(image)
        .then()
        .body("restyles", hasSize(0))
        .body("status", equalTo("done"))
        .body("error", nullValue());
    assertThat(order(seller, image, "starry-night")).isEqualTo(id);
    as(seller)
        .get(image)
        .then()
        .body("restyles.status", contains("done"))
        .body("deletedRestyles", nullValue());
  }

  @Test
  void aRestyleThatIsNotThereIsNeitherDeletedNorRestored() throws Exception {
    String seller = "finder-of-no-restyles";
    String imageId = TestApi.put(s3, seller + "/a.jpg", TestApi.COFFEE);
    api.awaitSettled(seller, imageId);
    String restyle = "/images/" + imageId + "/restyles/great-wave-0123456789abcdef";

    as(seller).delete(restyle).then().statusCode(404).body("code", equalTo("RESTYLE_NOT_FOUND"));
    as(seller)
        .post(restyle + "/restore")
        .then()
        .statusCode(404)
        .body("code", equalTo("RESTYLE_NOT_FOUND"));
    as(seller)
        .delete("/images/" + "a".repeat(26) + "/restyles/x")
        .then()
        .statusCode(404)
        .body("code", equalTo("IMAGE_NOT_FOUND"));
  }

  /** {@return the id of the newest restyle} */
  private String order(String seller, String image, String style) {
    List<String> ids =
        as(seller)
            .contentType("application/json")
            .body(Map.of("style", style))
            .post(image + "/restyles")
            .then()
            .statusCode(202)
            .extract()
            .path("restyles.id");
    return ids.get(ids.size() - 1);
  }

  private List<String> paintings(String seller) {
    return s3
        .listObjectsV2(r -> r.bucket(EmbeddedS3.BUCKET).prefix(".vitrine/" + seller + "/"))
        .contents()
        .stream()
        .map(object -> object.key())
        .filter(key -> key.contains("/restyle-"))
        .toList();
  }

  private RequestSpecification as(String seller) {
    return given()
        .baseUri(page.toString())
        .port(page.getPort())
        .redirects()
        .follow(false)
        .header("Vitrine-Seller", seller);
  }
}
