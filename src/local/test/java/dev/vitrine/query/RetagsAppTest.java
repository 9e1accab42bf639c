package dev.vitrine.query;

import static dev.vitrine.query.ApiAppTest.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.local.TestApi;
import dev.vitrine.table.Cursor;
import dev.vitrine.vocabulary.Tag;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reviewing, previewing and tagging again, as a program of a seller's sees it. */
@QuarkusTest
class RetagsAppTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void listsTheLeastSureFirstUntilTheyAreDecided() {
    ImageRecord fair = pictures.scored("reviews", "cup", 0.6);
    ImageRecord least = pictures.scored("reviews", "cup", 0.52);
    pictures.scored("reviews", "cup", 0.9);

    String cursor =
        as("reviews")
            .get("/review?limit=1")
            .then()
            .statusCode(200)
            .body("images.imageId", contains(id(least)))
            .extract()
            .path("cursor");
    as("reviews")
        .queryParam("cursor", cursor)
        .get("/review?limit=1")
        .then()
        .body("images.imageId", contains(id(fair)));
    as("reviews").put("/images/" + id(least) + "/tags/cup").then().statusCode(200);
    as("reviews").get("/review").then().body("images.imageId", contains(id(fair)));
    as("stranger").get("/review").then().body("images", empty());
    problem(as("reviews").get("/review?limit=0"), 400, "INVALID_REQUEST");
    problem(as("reviews").get("/review?cursor=x"), 400, "INVALID_CURSOR");
    String longer = new Cursor("review", "0." + "5".repeat(1_100) + "#" + id(least)).text();
    problem(as("reviews").get("/review?cursor=" + longer), 400, "INVALID_CURSOR");
  }

  @Test
  void previewsAVocabularyThatIsNotLive() throws IOException {
    ImageRecord image = pictures.seen("previews", sample("coffee.jpg"));
    pictures.done("previews", "cup");
    String label = image.tags().stream().map(Tag::label).findFirst().orElseThrow();
    JsonNode draft = JSON.readTree(as("previews").get("/vocabulary").asString());
    assertThat(renamed(draft, label)).isTrue();

    as("previews")
        .body(draft.toString())
        .post("/vocabulary/preview?images=10")
        .then()
        .statusCode(200)
        .body("images.imageId", contains(id(image)))
        .body("images[0].changes.findAll { it.attribute == 'tag' }.before", contains(label, null))
        .body(
            "images[0].changes.findAll { it.attribute == 'tag' }.after",
            contains(null, "our own word"))
        .body("images[0].changes[0]", not(hasKey("after")))
        .body("unchanged", equalTo(0))
        .body("withoutEmbedding", equalTo(1));

    as("previews").get("/images/" + id(image)).then().body("tags[0].label", equalTo(label));
  }

  @Test
  void tagsAPageAgainOrOnlySaysWhatWouldChange() throws IOException {
    pictures.seen("retags", sample("coffee.jpg"));
    pictures.seen("retags", sample("coffee.jpg"));

    String cursor =
        json("retags", "{\"limit\": 1}")
            .post("/retags")
            .then()
            .statusCode(200)
            .body("images", empty())
            .body("unchanged", equalTo(1))
            .body("withoutEmbedding", equalTo(0))
            .body("waiting", equalTo(0))
            .extract()
            .path("cursor");
    json("retags", "{\"apply\": true, \"cursor\": \"" + cursor + "\"}")
        .post("/retags")
        .then()
        .body("unchanged", equalTo(1))
        .body("cursor", nullValue());
    as("retags")
        .get("/images")
        .then()
        .body(
            "images.tags.flatten().evidence.execution.findAll { it.startsWith('retag-') }",
            not(empty()));
    json("nobody", "{}").post("/retags").then().body("images", hasSize(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{\"templates\": []}",
        "{\"name\": \"x\", \"version\": \"1\"}",
        "{\"name\":\"x\",\"version\":\"1\",\"templates\":[\"{}\"],\"categories\":[]}"
      })
  void aDraftThatIsNoneIsRefused(String body) {
    problem(json("demo", body).post("/vocabulary/preview"), 422, "INVALID_VOCABULARY");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"apply": "yes"}   | INVALID_REQUEST
          {"limit": 51}      | INVALID_REQUEST
          {"limit": 0}       | INVALID_REQUEST
          {"limit": "5"}     | INVALID_REQUEST
          {"unknown": 1}     | INVALID_REQUEST
          {"cursor": "x"}    | INVALID_CURSOR
          {                  | INVALID_JSON
          """)
  void anOrderThatIsNoneIsRefused(String body, String code) {
    problem(json("demo", body).post("/retags"), 400, code);
  }

  @Test
  void isDescribed() {
    as("any")
        .accept("application/json")
        .get("/q/openapi")
        .then()
        .body("paths", hasKey("/review"))
        .body("paths", hasKey("/retags"))
        .body("paths", hasKey("/vocabulary/preview"));
    problem(json("any", "{}").post("/vocabulary/preview?images=51"), 400, "INVALID_REQUEST");
  }

  /** Gives the value of that name another word of the shop's. */
  private static boolean renamed(JsonNode node, String name) {
    if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i).asText().equals(name)) {
          list.set(i, JSON.createObjectNode().put("name", name));
        }
      }
    }
    if (node instanceof ObjectNode value && value.path("name").asText().equals(name)) {
      value.put("shopName", "our own word");
      return true;
    }
    for (JsonNode below : node) {
      if (renamed(below, name)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] sample(String name) throws IOException {
    try (var file =
        RetagsAppTest.class.getResourceAsStream("/META-INF/resources/samples/" + name)) {
      return file.readAllBytes();
    }
  }

  private static String id(ImageRecord image) {
    return image.imageId().value();
  }

  private RequestSpecification json(String seller, String body) {
    return as(seller).body(body);
  }

  private RequestSpecification as(String seller) {
    return TestApi.as(url, seller);
  }
}
