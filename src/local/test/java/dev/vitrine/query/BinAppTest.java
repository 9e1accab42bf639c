package dev.vitrine.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

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
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

@QuarkusTest
class BinAppTest {
  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;
  @Inject S3Client s3;

  @Test
  void aDeletedPictureComesBackWithAllThatAPersonSaid() {
    ImageRecord image = pictures.done("bin-back", "cup");
    String path = "/images/" + image.imageId();
    as("bin-back").put(path + "/tags/mine");
    json("bin-back", Map.of("value", "By hand")).put(path + "/texts/title");
    json("bin-back", Map.of("sku", "MUG-1", "position", 3)).put(path + "/product");
    String before = as("bin-back").get(path).asString();

    as("bin-back").delete(path).then().statusCode(204);

    for (String part :
        List.of("", "/rendition", "/original", "/similar", "/product", "/execution")) {
      as("bin-back").get(path + part).then().statusCode(404);
    }
    as("bin-back").delete(path).then().statusCode(404);
    as("bin-back").get("/images").then().body("images", hasSize(0));
    as("bin-back").get("/cards").then().body("cards", hasSize(0));
    assertThat(as("bin-back").get("/exports/images.csv").asString()).doesNotContain("By hand");
    as("bin-back")
        .get("/bin")
        .then()
        .body("images.imageId", contains(image.imageId().value()))
        .body("images.title", contains("By hand"))
        .body("images[0].goesAt", containsString("T"))
        .body("cursor", nullValue());
    String preview = as("bin-back").get("/bin").path("images[0].preview");
    assertThat(given().urlEncodingEnabled(false).get(preview).statusCode()).isEqualTo(200);

    as("bin-back").post("/bin/" + image.imageId() + "/restore").then().statusCode(200);

    assertThat(as("bin-back").get(path).asString()).isEqualTo(before);
    as("bin-back").get(path + "/rendition").then().statusCode(302);
    as("bin-back").get("/bin").then().body("images", hasSize(0));
  }

  @Test
  void manyAreDeletedAndRestoredAtOnce() {
    List<String> ids = List.of(id("bin-many"), id("bin-many"), id("bin-many"));

    bulk("bin-many", Map.of("query", Map.of(), "action", "delete"))
        .then()
        .body("results.outcome", contains("done", "done", "done"));
    as("bin-many").get("/bin?limit=2").then().body("images", hasSize(2));

    bulk("bin-many", Map.of("ids", List.of(ids.get(0), ids.get(1)), "action", "restore"))
        .then()
        .body("results.outcome", contains("done", "done"));
    as("bin-many").get("/images").then().body("images", hasSize(2));
    bulk("bin-many", Map.of("ids", List.of(ids.get(0)), "action", "restore"))
        .then()
        .body("results.outcome", contains("done"));
    bulk("bin-stranger", Map.of("ids", ids, "action", "restore"))
        .then()
        .body("results.outcome", contains("missing", "missing", "missing"));
    bulk("bin-many", Map.of("query", Map.of(), "action", "restore")).then().statusCode(400);
  }

  @Test
  void whatIsDeletedForGoodIsGone() {
    String one = id("bin-good");
    String two = id("bin-good");
    String three = id("bin-good");
    as("bin-good").delete("/bin/" + one).then().statusCode(404);
    for (String id : List.of(one, two, three)) {
      as("bin-good").delete("/images/" + id).then().statusCode(204);
    }
    as("bin-stranger").get("/bin").then().body("images", hasSize(0));
    as("bin-stranger").delete("/bin").then().statusCode(200).body("deleted", equalTo(0));
    as("bin-stranger").delete("/bin/" + one).then().statusCode(404);
    as("bin-stranger").post("/bin/" + one + "/restore").then().statusCode(404);

    as("bin-good").delete("/bin/" + one).then().statusCode(204);
    assertThat(left("bin-good", one)).isZero();
    assertThat(left("bin-good", two)).isPositive();
    as("bin-good").delete("/bin").then().body("deleted", equalTo(2)).body("more", equalTo(false));

    as("bin-good").post("/bin/" + two + "/restore").then().statusCode(404);
    as("bin-good").get("/bin").then().body("images", hasSize(0));
    assertThat(left("bin-good", two) + left("bin-good", three)).isZero();
  }

  private int left(String seller, String id) {
    return s3.listObjectsV2(
            r -> r.bucket(Pictures.BUCKET).prefix(".vitrine/" + seller + "/" + id + "/"))
        .keyCount();
  }

  private String id(String seller) {
    return pictures.done(seller, "cup").imageId().value();
  }

  private Response bulk(String seller, Map<String, Object> order) {
    return json(seller, order)
        .header("Idempotency-Key", "bin-order-" + order.hashCode())
        .post("/images/bulk");
  }

  private RequestSpecification json(String seller, Map<String, ?> body) {
    return as(seller).body(body);
  }

  private RequestSpecification as(String seller) {
    return TestApi.as(url, seller).redirects().follow(false);
  }
}
