package dev.vitrine.local;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.local.model.ModelName;
import dev.vitrine.vocabulary.VocabularyFile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** Sellers' own vocabularies over HTTP, and what they change about pictures. */
@QuarkusTest
class VocabularyApiAppTest {
  private static final String DRINKS =
      """
      {
        "name": "drinks",
        "templates": ["a photo of {}"],
        "categories": [
          {"name": "Hot drinks", "categories": [
            {"name": "espresso", "shopName": "Caffè"},
            {"name": "tea"}
          ]},
          {"name": "Tableware", "categories": [{"name": "cup", "banned": true}, "plate"]}
        ],
        "calibrations": [%s]
      }
      """;

  @Inject S3Client s3;

  @TestHTTPResource("/")
  URL page;

  private TestApi api;

  @BeforeEach
  void findTheApi() {
    api = new TestApi(page);
  }

  @Test
  void aSellerHasTheShippedVocabularyUntilAnotherIsPut() {
    as("owner-of-words")
        .get(url("vocabulary"))
        .then()
        .statusCode(200)
        .header("ETag", equalTo("\"retail@2026-11-3\""))
        .body("name", equalTo("retail"))
        .body("categories.size()", equalTo(20));

    as("owner-of-words")
        .body(DRINKS.formatted(""))
        .put(url("vocabulary"))
        .then()
        .statusCode(200)
        .header("ETag", equalTo("\"drinks@owner-of-words.1\""))
        .body("version", equalTo("owner-of-words.1"))
        .body("warnings", hasSize(0));

    as("owner-of-words")
        .get(url("vocabulary"))
        .then()
        .body("name", equalTo("drinks"))
        .body("version", equalTo("owner-of-words.1"))
        .body("categories[0].categories[0].shopName", equalTo("Caffè"));
    as("stranger-to-words").get(url("vocabulary")).then().body("name", equalTo("retail"));
    as("stranger-to-words").get(url("vocabulary/versions")).then().body("", hasSize(1));
    as("stranger-to-words")
        .body(Map.of("version", "owner-of-words.1"))
        .post(url("vocabulary/rollback"))
        .then()
        .statusCode(404)
        .body("code", equalTo("VERSION_NOT_FOUND"));
  }

  @Test
  void whatIsReadCanBePutBack() {
    String shipped = as("copier").get(url("vocabulary")).then().extract().asString();

    as("copier").body(shipped).put(url("vocabulary")).then().body("warnings", hasSize(0));

    JsonNode copy = as("copier").get(url("vocabulary")).as(JsonNode.class);
    assertThat(copy.path("version").asText()).isEqualTo("copier.1");
    assertThat(copy.path("calibrations")).hasSizeGreaterThanOrEqualTo(1);
    assertThat(copy.path("attributes")).hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void listsVersionsAndRollsBackInOneCall() {
    as("mind-changer").body(DRINKS.formatted("")).put(url("vocabulary"));
    csv("mind-changer", "label\nmug\ncup\n").then().statusCode(200);

    as("mind-changer")
        .get(url("vocabulary/versions"))
        .then()
        .statusCode(200)
        .body("version", contains("mind-changer.2", "mind-changer.1", "2026-11-3"))
        .body("name", contains("own-list", "drinks", "retail"))
        .body("live", contains(true, false, false))
        .body("[2]", not(hasKey("createdAt")));
    as("mind-changer")
        .post(url("vocabulary/rollback"))
        .then()
        .statusCode(200)
        .body("version", equalTo("mind-changer.1"));
    as("mind-changer").get(url("vocabulary")).then().body("name", equalTo("drinks"));
    as("mind-changer")
        .body(Map.of("version", "mind-changer.2"))
        .post(url("vocabulary/rollback"))
        .then()
        .body("version", equalTo("mind-changer.2"));
  }

  @Test
  void refusesToReplaceWhatTheCallerHasNotSeen() {
    as("careful").body(DRINKS.formatted("")).put(url("vocabulary"));

    as("careful")
        .header("If-Match", "\"retail@2026-11-3\"")
        .body(DRINKS.formatted(""))
        .put(url("vocabulary"))
        .then()
        .statusCode(412)
        .contentType("application/problem+json")
        .body("code", equalTo("VOCABULARY_CHANGED"))
        .body("detail", containsString("drinks@careful.1"));
    as("careful")
        .header("If-Match", "\"x\", \"drinks@careful.1\"")
        .post(url("vocabulary/rollback"))
        .then()
        .statusCode(200);
  }

  @Test
  void saysOnWhichLinesAFileIsWrongAndKeepsNothingOfIt() {
    String bad =
        DRINKS.formatted("").replace("shopName", "shopname").replace("\"plate\"", "\"tea\"");

    as("careless")
        .body(bad)
        .put(url("vocabulary"))
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("code", equalTo("INVALID_VOCABULARY"))
        .body("problems.line", contains(6, 9))
        .body("problems[0].where", equalTo("categories[0].categories[0].shopname"))
        .body("problems[0].message", containsString("\"shopName\"?"))
        .body("problems[1].message", containsString("already on line 7"));
    csv("careless", "label,parent\nmug,cup\ncup,mug\n")
        .then()
        .statusCode(422)
        .body("problems.line", contains(2, 3));
    as("careless").get(url("vocabulary")).then().body("name", equalTo("retail"));
    as("careless").get(url("images/nonsense")).then().body("$", not(hasKey("problems")));
  }

  @Test
  void takesNoOtherKindOfFile() {
    given()
        .header("Vitrine-Seller", "careless")
        .contentType("text/plain")
        .body("mug")
        .put(url("vocabulary"))
        .then()
        .statusCode(415);
  }

  @Test
  void tagsByTheSellersWordsInTheShopsNamesAndNeverByBannedOnes() throws Exception {
    String labels =
        VocabularyFile.ofJson(DRINKS.formatted("").getBytes(UTF_8)).vocabulary().tagSet().name();
    String calibration =
        """
        {"model": "%s", "attribute": "tag", "labelSet": "%s",
         "temperature": 1, "accept": 0.6, "margin": 0, "suggest": 0.01}
        """
            .formatted(ModelName.CLIP, labels);
    as("barista")
        .body(DRINKS.formatted(calibration))
        .put(url("vocabulary"))
        .then()
        .body("warnings", hasSize(0));

    JsonNode image = uploaded("barista");

    assertThat(image.path("tags").findValuesAsText("label")).containsExactly("Caffè");
    assertThat(image.at("/tags/0/evidence/vocabulary").asText()).isEqualTo("drinks@barista.1");
    assertThat(image.path("suggestions").findValuesAsText("label")).doesNotContain("cup");
    TestApi.await(
        "it is found by the shop's word",
        () -> api.get("barista", "images?tag=caff%C3%A8").path("images").size() == 1);

    as("barista").post(url("vocabulary/rollback"));
    JsonNode again = uploaded("barista", "again.jpg");

    assertThat(again.path("tags").findValuesAsText("label")).contains("espresso");
  }

  private JsonNode uploaded(String seller) throws Exception {
    return uploaded(seller, "coffee.jpg");
  }

  private JsonNode uploaded(String seller, String name) throws Exception {
    return api.awaitSettled(seller, TestApi.put(s3, seller + "/" + name, TestApi.COFFEE));
  }

  private io.restassured.response.Response csv(String seller, String list) {
    return given()
        .header("Vitrine-Seller", seller)
        .contentType("text/csv")
        .body(list)
        .put(url("vocabulary"));
  }

  private static RequestSpecification as(String seller) {
    return given().header("Vitrine-Seller", seller).contentType("application/json");
  }

  private String url(String path) {
    return page + path;
  }
}
