package dev.vitrine.query;

import static dev.vitrine.query.ApiAppTest.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.local.TestApi;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One action on many images, and the ways to find, count, write and undo that go with it. */
@QuarkusTest
class BulkAppTest {
  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void correctsListedImagesAndUndoesItByTheOrdersKey() {
    ImageRecord cup = pictures.done("bulk-ids", "cup");
    ImageRecord mug = pictures.done("bulk-ids", "mug");
    String first = id(cup);
    String second = id(mug);
    Map<String, Object> order =
        Map.of("ids", List.of(first, second), "action", "correct", "addTag", "Summer");

    for (int times = 0; times < 2; times++) {
      bulk("bulk-ids", "summer-1", order)
          .then()
          .statusCode(200)
          .body("results.imageId", contains(first, second))
          .body("results.outcome", everyItem(equalTo("done")))
          .body("$", not(hasKey("cursor")));
    }
    pictures.follow(cup);
    pictures.follow(mug);
    as("bulk-ids").get("/images?tag=summer").then().body("images", hasSize(2));

    Map<String, Object> undo =
        Map.of("ids", List.of(first, second), "action", "undo", "order", "summer-1");
    bulk("bulk-ids", "undo-summer-1", undo)
        .then()
        .body("results.outcome", everyItem(equalTo("done")));
    as("bulk-ids").get("/images?tag=summer").then().body("images", hasSize(0));
    bulk("bulk-ids", "undo-summer-1", undo)
        .then()
        .body("results.outcome", everyItem(equalTo("refused")))
        .body("results.code", everyItem(equalTo("NOTHING_TO_UNDO")));
  }

  @Test
  void takesAllImagesOfAQueryPageByPageAlthoughTheyLeaveTheQuery() {
    List<String> cups = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      cups.add(id(pictures.done("bulk-query", "cup")));
    }
    String mug = id(pictures.done("bulk-query", "mug"));
    String leftOut = cups.remove(3);
    Map<String, Object> order =
        new HashMap<>(
            Map.of(
                "query",
                Map.of("tag", "cup", "attribute", List.of("color:navy", "color:red")),
                "except",
                List.of(leftOut),
                "action",
                "correct",
                "removeTag",
                "cup",
                "limit",
                2));

    List<String> done = new ArrayList<>();
    String cursor = null;
    for (int calls = 0; calls == 0 || cursor != null; calls++) {
      assertThat(calls).isLessThan(10);
      order.put("cursor", cursor);
      Response answer = bulk("bulk-query", "no-cups-1", order);
      answer.then().statusCode(200);
      done.addAll(answer.path("results.imageId"));
      cursor = answer.path("cursor");
    }

    assertThat(done).containsExactlyInAnyOrderElementsOf(cups);
    as("bulk-query").get("/images?tag=cup").then().body("images.imageId", contains(leftOut));
    as("bulk-query").get("/images/" + mug).then().body("tags.label", contains("mug"));
  }

  @Test
  void acceptsASuggestionOnlyWhereThereIsOne() {
    String suggested = id(pictures.done("bulk-accept", "cup"));
    String settled = id(pictures.done("bulk-accept", "mug"));
    as("bulk-accept").delete("/images/" + settled + "/tags/saucer");
    Map<String, Object> order = Map.of("query", Map.of(), "action", "accept", "addTag", "saucer");

    bulk("bulk-accept", "saucers-1", order)
        .then()
        .body("results.find { it.imageId == '" + suggested + "' }.outcome", equalTo("done"))
        .body("results.find { it.imageId == '" + settled + "' }.code", equalTo("NOT_SUGGESTED"));
    bulk("bulk-accept", "saucers-1", order)
        .then()
        .body("results.find { it.imageId == '" + suggested + "' }.outcome", equalTo("done"));
  }

  @Test
  void aRepeatedOrderKeepsWhatSomebodyCorrectedSince() {
    String image = id(pictures.done("bulk-again", "cup"));
    Map<String, Object> order =
        Map.of("ids", List.of(image), "action", "correct", "attribute", "color", "value", "navy");
    bulk("bulk-again", "navy-001", order).then().body("results.corrected", contains(true));
    as("bulk-again")
        .body(Map.of("value", "red"))
        .put("/images/" + image + "/attributes/color")
        .then()
        .statusCode(200);

    bulk("bulk-again", "navy-001", order).then().body("results.corrected", contains(true));
    as("bulk-again").get("/images/" + image).then().body("attributes.color.value", equalTo("red"));
  }

  @Test
  void dismissesASuggestionOnlyWhereItIsStillOne() {
    String suggested = id(pictures.done("bulk-dismiss", "cup"));
    String confirmed = id(pictures.done("bulk-dismiss", "mug"));
    as("bulk-dismiss").put("/images/" + confirmed + "/tags/saucer").then().statusCode(200);
    Map<String, Object> order =
        Map.of("ids", List.of(suggested, confirmed), "action", "dismiss", "removeTag", "Saucer");

    for (int times = 0; times < 2; times++) {
      bulk("bulk-dismiss", "no-saucers-1", order)
          .then()
          .body("results.outcome", contains("done", "refused"))
          .body("results[1].code", equalTo("NOT_SUGGESTED"));
    }
    as("bulk-dismiss").get("/images/" + suggested).then().body("suggestions", hasSize(0));
    as("bulk-dismiss").get("/images/" + confirmed).then().body("tags.label", hasItem("saucer"));
  }

  @Test
  void anImageThatRefusesStopsNoOther() {
    String done = id(pictures.done("bulk-mixed", "cup"));
    String rejected = id(pictures.rejected("bulk-mixed"));
    String stranger = id(pictures.done("bulk-stranger", "cup"));
    List<String> ids = List.of(stranger, rejected, done);

    bulk("bulk-mixed", "retry-12", Map.of("ids", ids, "action", "retry"))
        .then()
        .statusCode(200)
        .body("results.outcome", contains("missing", "refused", "refused"))
        .body("results[1].message", notNullValue());
    bulk("bulk-mixed", "delete-1", Map.of("ids", ids, "action", "delete"))
        .then()
        .body("results.outcome", contains("missing", "done", "done"));
    as("bulk-mixed").get("/images").then().body("images", hasSize(0));
    as("bulk-stranger").get("/images").then().body("images", hasSize(1));
  }

  @Test
  void saysWhatIsWrongWithAnOrder() {
    String id = id(pictures.done("bulk-wrong", "cup"));
    List<String> ids = List.of(id);

    for (Map<String, Object> order :
        List.<Map<String, Object>>of(
            Map.of("action", "delete"),
            Map.of("ids", ids, "query", Map.of(), "action", "delete"),
            Map.of("ids", List.of("x"), "action", "delete"),
            Map.of("ids", ids, "action", "paint"),
            Map.of("ids", ids, "action", "correct"),
            Map.of("ids", ids, "action", "correct", "addTag", "a", "removeTag", "b"),
            Map.of("ids", ids, "action", "dismiss"),
            Map.of("ids", ids, "action", "dismiss", "addTag", "a"),
            Map.of("ids", ids, "action", "dismiss", "attribute", "color"),
            Map.of("ids", ids, "action", "restyle"),
            Map.of("ids", ids, "action", "undo"),
            Map.of("ids", ids, "action", "delete", "limit", 101),
            Map.of("query", Map.of("status", "odd"), "action", "delete"),
            Map.of("query", Map.of("from", "yesterday"), "action", "delete"))) {
      problem(bulk("bulk-wrong", "wrong-order", order), 400, "INVALID_REQUEST");
    }
    problem(
        bulk("bulk-wrong", "short", Map.of("ids", ids, "action", "delete")),
        400,
        "INVALID_REQUEST");
    as("bulk-wrong").get("/images/" + id).then().statusCode(200);
  }

  @Test
  void aCorrectionAndATextByHandAreUndoneOneByOne() {
    String image = "/images/" + id(pictures.done("undoes", "cup"));
    String correction =
        as("undoes")
            .delete(image + "/tags/saucer")
            .then()
            .body("suggestions", hasSize(0))
            .extract()
            .path("lastCorrection");
    as("undoes")
        .body(Map.of("value", "A cup of joy"))
        .put(image + "/texts/title")
        .then()
        .statusCode(200)
        .body("title", equalTo("A cup of joy"))
        .body("lockedTexts", contains("title"));

    as("undoes")
        .delete(image + "/corrections/" + correction)
        .then()
        .statusCode(200)
        .body("suggestions.label", hasItem("saucer"))
        .body("title", equalTo("A cup of joy"));
    as("undoes")
        .delete(image + "/texts/title")
        .then()
        .body("title", equalTo("Navy cup"))
        .body("lockedTexts", hasSize(0));
    problem(as("undoes").delete(image + "/corrections/" + correction), 409, "NOTHING_TO_UNDO");
    problem(as("undoes").delete(image + "/texts/name"), 404, "TEXT_NOT_FOUND");
  }

  @Test
  void imagesAreFoundByWordsSortedCountedAndHaveNeighbours() {
    ImageRecord old = pictures.done("finds", "cup");
    ImageRecord middle = pictures.done("finds", "mug");
    ImageRecord young = pictures.rejected("finds");
    String name = middle.picture().key().replaceAll(".*/", "");

    as("finds").get("/images?text=" + name).then().body("images.imageId", contains(id(middle)));
    as("finds").get("/images?text=MUG").then().body("images.imageId", contains(id(middle)));
    as("finds")
        .get("/images?sort=oldest&limit=2")
        .then()
        .body("images.imageId", contains(id(old), id(middle)));
    as("finds")
        .get("/images?from=" + middle.original().uploadedAt())
        .then()
        .body("images.imageId", contains(id(young), id(middle)));
    as("finds")
        .get("/images?work=needs-you")
        .then()
        .body("images.imageId", containsInAnyOrder(id(young)));
    as("finds")
        .get("/counts")
        .then()
        .body("total", equalTo(3))
        .body("byStatus.done", equalTo(2))
        .body("byStatus.rejected", equalTo(1));
    as("finds")
        .get("/images/" + id(middle) + "/neighbours")
        .then()
        .body("newer", equalTo(id(young)))
        .body("older", equalTo(id(old)));
    String text = as("finds").get("/exports/images.jsonl?ids=" + id(old)).asString();
    assertThat(text.lines()).hasSize(1).allMatch(line -> line.contains(id(old)));
    problem(as("finds").get("/images?sort=best"), 400, "INVALID_REQUEST");
  }

  private Response bulk(String seller, String key, Map<String, Object> order) {
    return as(seller).header("Idempotency-Key", key).body(order).post("/images/bulk");
  }

  private static String id(ImageRecord image) {
    return image.imageId().value();
  }

  private RequestSpecification as(String seller) {
    return TestApi.as(url, seller);
  }
}
