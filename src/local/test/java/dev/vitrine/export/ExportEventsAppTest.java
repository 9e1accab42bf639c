package dev.vitrine.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.event.ExportEvents.Wanted;
import dev.vitrine.local.TestApi;
import dev.vitrine.query.ApiAppTest;
import dev.vitrine.query.Pictures;
import dev.vitrine.query.WebhookReceiver;
import dev.vitrine.table.Deadline;
import dev.vitrine.table.TableUnavailableException;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Exports are told to webhooks, over HTTP and the table's real stream. */
@QuarkusTest
class ExportEventsAppTest {
  private static final String SELLER = "hooks-export";
  private static final String MARKS = "hooks-export-marks";
  private static final String PARTS = "hooks-export-parts";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void anExportIsOneEventHoweverManyAnswersItHas() throws Exception {
    String first = pictures.done(SELLER, "cup").imageId().value();
    String pot = pictures.done(SELLER, "pot").imageId().value();
    pictures.follow(pictures.done(SELLER, "mug"));
    try (WebhookReceiver receiver = new WebhookReceiver();
        WebhookReceiver other = new WebhookReceiver()) {
      create(receiver, "images.exported");
      String others = create(other, "image.done");

      String next = exported("images.csv?limit=2");
      assertThat(next).startsWith("images.csv?limit=2&cursor=").endsWith("&before=2");
      assertThat(exported(next)).isNull();
      awaitExport(receiver, 1, "images.csv", 3, "{'by':'all'}");

      assertThat(exported("images.jsonl?ids=" + first)).isNull();
      awaitExport(receiver, 2, "images.jsonl", 1, "{'by':'ids','ids':['" + first + "']}");
      assertThat(exported("images.csv?status=failed")).as("an empty file is no event").isNull();
      assertThat(as().head("/exports/images.csv").statusCode()).isEqualTo(200);
      assertThat(as().head("/exports/images.zip").statusCode()).isEqualTo(200);
      String more = exported("images.csv?ids=" + first + "&more=true");
      assertThat(more).isEqualTo("images.csv?before=1");
      assertThat(exported(more + "&ids=" + pot)).isNull();
      // So who only asked for the head, or was not at the end, got no event.
      awaitExport(receiver, 3, "images.csv", 2, "{'by':'ids'}");
      assertThat(exported("images.zip?tag=mug")).isNull();
      awaitExport(receiver, 4, "images.zip", 1, "{'by':'query','query':'tag=mug'}");
      as().post("/webhooks/" + others + "/test").then().statusCode(202);
      TestApi.await("a test", () -> !other.received().isEmpty());
      assertThat(other.received())
          .extracting(event -> event.json().path("type").asText())
          .as("no export before the test")
          .containsExactly("webhook.test");
    }
  }

  @Test
  void whatWasExportedIsFoundAsSuchAndSaysThatItChanged() throws Exception {
    ImageRecord cup = pictures.done(MARKS, "cup");
    String id = cup.imageId().value();
    marks().get("/images/" + id).then().body("work", nullValue()).body("exported", nullValue());

    marks().head("/exports/shopify.csv").then().statusCode(200);
    marks().get("/images/" + id).then().body("exported", nullValue());
    String receipt = receipt(marks().get("/exports/shopify.csv"));
    marks().get("/images/" + id).then().body("exported", nullValue());
    as().post("/exports/receipts/" + receipt).then().statusCode(404);
    confirm(receipt);
    assertThat(marks().get("/exports/shopify.csv").header("Vitrine-Receipts")).isNull();

    marks()
        .get("/images/" + id)
        .then()
        .body("work", equalTo("exported"))
        .body("exported.at", notNullValue())
        .body("exported.changed", equalTo(false));
    pictures.follow(cup);
    marks().get("/cards?work=exported").then().body("cards.imageId", contains(id));
    marks().put("/images/" + id + "/tags/blue").then().statusCode(200);
    marks()
        .get("/images/" + id)
        .then()
        .body("work", equalTo("changed"))
        .body("exported.changed", equalTo(true));
    pictures.follow(cup);
    marks().get("/images?work=changed").then().body("images.imageId", contains(id));
    confirm(receipt(marks().get("/exports/images.csv?work=changed")));
    marks().get("/images/" + id).then().body("work", equalTo("changed"));
    marks().get("/exports/shopify.zip?work=changed").then().statusCode(200);
    TestApi.await(
        "mark after the zip", () -> "exported".equals(marks().get("/images/" + id).path("work")));
  }

  @Test
  void aPartThatIsLostIsInTheSecondTryAndSoAreThoseBeforeIt() throws Exception {
    for (String tag : List.of("cup", "mug")) {
      ImageRecord image = pictures.done(PARTS, tag);
      as(PARTS).put("/images/" + image.imageId() + "/tags/blue").then().statusCode(200);
      pictures.follow(image);
    }
    String reviewed = "/exports/images.jsonl?work=reviewed";
    String first = as(PARTS).get(reviewed + "&limit=1").asString();

    Response again = as(PARTS).get(reviewed);
    assertThat(again.asString()).startsWith(first).hasLineCount(2);
    as(PARTS).post("/exports/receipts/" + receipt(again)).then().statusCode(204);
    TestApi.await("lists follow", () -> as(PARTS).get(reviewed).asString().isEmpty());
  }

  @Test
  void aFileComesAlthoughTheTableTakesNoReceiptsAndNobodyCanBeTold() throws Exception {
    pictures.done("exports-unkept", "cup");
    AtomicBoolean inTime = new AtomicBoolean();
    ExportLog unkept =
        new ExportLog(null, null, null) {
          @Override
          List<String> keep(String seller, Instant at, ExportedContents contents) {
            inTime.set(Deadline.isNearerThan(Duration.ofSeconds(11)));
            throw new TableUnavailableException("by the test", null);
          }

          @Override
          void end(String seller, String file, long images, Wanted wanted) {
            inTime.compareAndSet(true, Deadline.isNearerThan(Duration.ofSeconds(6)));
            throw new IllegalStateException("by the test");
          }
        };
    QuarkusMock.installMockForType(unkept, ExportLog.class);

    Response export = as("exports-unkept").get("/exports/images.jsonl");

    assertThat(export.statusCode()).isEqualTo(200);
    assertThat(export.asString()).hasLineCount(1);
    assertThat(export.header("Vitrine-Receipts")).isNull();
    assertThat(inTime).isTrue();
  }

  @Test
  void whatIsNoReceiptIsNotFound() {
    for (String id : List.of("x", "0".repeat(3_000), "00000000-0000-0000-0000-000000000000")) {
      ApiAppTest.problem(as().post("/exports/receipts/" + id), 404, "RECEIPT_NOT_FOUND");
    }
  }

  private RequestSpecification marks() {
    return as(MARKS);
  }

  private static String receipt(Response export) {
    export.then().statusCode(200);
    assertThat(export.header("Vitrine-Receipts")).matches("[0-9a-f-]{36}");
    return export.header("Vitrine-Receipts");
  }

  private void confirm(String receipt) {
    marks().post("/exports/receipts/" + receipt).then().statusCode(204);
  }

  @Test
  void aCountThatIsNoneIsRefused() {
    ApiAppTest.problem(as().get("/exports/images.csv?more=true"), 400, "INVALID_REQUEST");
    ApiAppTest.problem(as().get("/exports/images.csv?cursor=x&before=-1"), 400, "INVALID_REQUEST");
    ApiAppTest.problem(as().get("/exports/shopify.csv?cursor=x&earlier=x"), 400, "INVALID_REQUEST");
  }

  /** {@return the address of the next answer, relative to /exports; null after the last} */
  private String exported(String name) {
    String link =
        as().urlEncodingEnabled(false)
            .get("/exports/" + name)
            .then()
            .statusCode(200)
            .extract()
            .header("Link");
    if (link == null) {
      return null;
    }
    Matcher next = Pattern.compile("<([^>]*)>; rel=\"next\"").matcher(link);
    assertThat(next.matches()).as(link).isTrue();
    return next.group(1);
  }

  private static void awaitExport(
      WebhookReceiver receiver, int number, String file, int images, String wanted)
      throws Exception {
    TestApi.await(number + " events", () -> receiver.received().size() >= number);
    assertThat(receiver.received()).hasSize(number);
    JsonNode event = receiver.received().get(number - 1).json();
    assertThat(event.path("type").asText()).isEqualTo("images.exported");
    JsonNode data = event.path("data");
    assertThat(data.path("seller").asText()).isEqualTo(SELLER);
    ObjectNode export = JSON.readTree(wanted.replace('\'', '"')).deepCopy();
    assertThat(data.path("export")).isEqualTo(export.put("file", file).put("images", images));
    assertThat(data.has("imageId")).isFalse();
  }

  /** {@return the webhook's id} */
  private String create(WebhookReceiver receiver, String type) {
    return as().body(Map.of("url", receiver.url(), "events", List.of(type)))
        .post("/webhooks")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private RequestSpecification as() {
    return as(SELLER);
  }

  private RequestSpecification as(String seller) {
    return TestApi.as(url, seller);
  }
}
