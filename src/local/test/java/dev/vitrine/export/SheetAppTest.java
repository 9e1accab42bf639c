package dev.vitrine.export;

import static dev.vitrine.query.ApiAppTest.problem;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.local.TestApi;
import dev.vitrine.query.Pictures;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An export that was corrected in a spreadsheet comes back. */
@QuarkusTest
class SheetAppTest {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void whatWasChangedInASpreadsheetIsCorrectedAndUndone() {
    ImageRecord cup = pictures.done("sheet", "cup");
    ImageRecord mug = pictures.done("sheet", "mug");
    List<Map<String, String>> rows = exported("sheet");
    Map<String, String> changed = row(rows, cup);
    changed.putAll(Map.of("title", "Größe 1/2; blau", "tags", "cup; summer", "sku", "CUP-1"));
    byte[] file = excel(rows).getBytes(WINDOWS);

    send("sheet", "application/octet-stream", file, "?dryRun=true", null)
        .then()
        .statusCode(200)
        .body("rows.outcome", contains("unchanged", "changed"))
        .body("rows[1].imageId", equalTo(id(cup)))
        .body("rows[1].row", equalTo(3))
        .body("rows[1].changes.column", contains("sku", "tags", "title"))
        .body("rows[1].changes[2].before", equalTo("Navy cup"))
        .body("rows[1].changes[2].after", equalTo("Größe 1/2; blau"));
    assertThat(exported("sheet")).extracting(line -> line.get("title")).contains("Navy cup");

    for (int times = 0; times < 2; times++) {
      send("sheet", "application/octet-stream", file, "", "sheet-order-1")
          .then()
          .body("rows.outcome", contains("unchanged", "changed"));
    }
    as("sheet")
        .get("/images/" + id(cup))
        .then()
        .body("title", equalTo("Größe 1/2; blau"))
        .body("lockedTexts", contains("title"))
        .body("product.sku", equalTo("CUP-1"))
        .body("tags.label", contains("summer", "cup"))
        .body("lastCorrection", equalTo("sheet-order-1"));
    send("sheet", "application/octet-stream", file, "", "sheet-order-2")
        .then()
        .body("rows.outcome", everyItem(equalTo("unchanged")));

    undo("sheet", List.of(id(cup), id(mug)), "sheet-order-1");
    as("sheet").get("/images/" + id(cup)).then().body("title", equalTo("Navy cup"));
  }

  @Test
  void whatWasChangedSinceTheExportStays() {
    ImageRecord cup = pictures.done("sheet-late", "cup");
    List<Map<String, String>> rows = exported("sheet-late");
    row(rows, cup).put("attribute.color", "red");
    as("sheet-late")
        .body(Map.of("value", "green"))
        .put("/images/" + id(cup) + "/attributes/color")
        .then()
        .statusCode(200);

    send("sheet-late", "text/csv", excel(rows).getBytes(UTF_8), "", "sheet-late-1")
        .then()
        .statusCode(200)
        .body("rows.outcome", contains("refused"))
        .body("rows.code", contains("IMAGE_CHANGED"));

    as("sheet-late")
        .get("/images/" + id(cup))
        .then()
        .body("attributes.color.value", equalTo("green"));
  }

  @Test
  void columnsThatTheExportHasNotAreNamed() {
    pictures.done("sheet-notes", "cup");
    List<Map<String, String>> rows = exported("sheet-notes");
    rows.get(0).put("notes", "to be sold");

    send("sheet-notes", "text/csv", excel(rows).getBytes(UTF_8), "?dryRun=true", null)
        .then()
        .body("unknownColumns", contains("notes"))
        .body("rows", hasSize(1));
  }

  @Test
  void anotherSellersPictureIsNotFound() {
    ImageRecord mine = pictures.done("sheet-mine", "cup");
    List<Map<String, String>> rows = exported("sheet-mine");
    row(rows, mine).put("title", "Stolen");

    send("sheet-yours", "text/csv", excel(rows).getBytes(UTF_8), "", "sheet-yours-1")
        .then()
        .body("rows.code", contains("IMAGE_NOT_FOUND"));

    as("sheet-mine").get("/images/" + id(mine)).then().body("title", not(equalTo("Stolen")));
  }

  @Test
  void aCallThatCannotBeUnderstoodIsRefused() {
    byte[] file = "imageId,version\n".getBytes(UTF_8);

    problem(send("sheet-bad", "text/csv", file, "", null), 400, "INVALID_REQUEST");
    problem(
        send("sheet-bad", "text/csv", file, "?dryRun=yes", "sheet-bad-1"), 400, "INVALID_REQUEST");
    problem(
        send("sheet-bad", "text/csv", "a,b\n".getBytes(UTF_8), "", "sheet-bad-1"),
        400,
        "INVALID_SHEET");
    problem(
        send("sheet-bad", "text/csv", new byte[4_000_001], "", "sheet-bad-1"), 413, "TOO_LARGE");
    problem(
        send("sheet-bad", "text/csv; charset=klingon", file, "", "sheet-bad-1"),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
    problem(
        send("sheet-bad", "application/json", file, "", "sheet-bad-1"),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
    send("sheet-bad", "text/csv", file, "", "sheet-bad-1").then().body("rows", hasSize(0));
  }

  @Test
  void aCallWithoutABodyAndItsTypeIsAnEmptyFile() throws Exception {
    HttpRequest empty =
        HttpRequest.newBuilder(url.toURI().resolve("/images/corrections?dryRun=true"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();

    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(empty, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("INVALID_SHEET");
  }

  @Test
  void theDocumentNamesItsHeaderAndAnswers() {
    given()
        .baseUri(url.toString())
        .get("/q/openapi?format=json")
        .then()
        .body("paths.'/images/corrections'.post.parameters.name", hasItem("Idempotency-Key"))
        .body("paths.'/images/corrections'.post.responses.keySet()", hasItem("413"));
  }

  private List<Map<String, String>> exported(String seller) {
    return new ArrayList<>(CsvLines.of(as(seller).get("/exports/images.csv").asString()));
  }

  private static Map<String, String> row(List<Map<String, String>> rows, ImageRecord image) {
    return rows.stream()
        .filter(row -> id(image).equals(row.get("imageId")))
        .findFirst()
        .orElseThrow();
  }

  /** {@return the rows as Excel writes them where a comma divides numbers} */
  private static String excel(List<Map<String, String>> rows) {
    List<String> columns = List.copyOf(rows.get(0).keySet());
    return Csv.line(columns).replace(',', ';')
        + rows.stream()
            .map(
                row ->
                    CsvExport.cells(columns, row).stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(";", "", "\r\n")))
            .collect(Collectors.joining());
  }

  private void undo(String seller, List<String> ids, String order) {
    as(seller)
        .header("Idempotency-Key", "undo-" + order)
        .body(Map.of("ids", ids, "action", "undo", "order", order))
        .post("/images/bulk")
        .then()
        .body("results.outcome", contains("done", "refused"));
  }

  /** RestAssured would encode a body by the charset that it knows. */
  private Response send(String seller, String type, byte[] file, String query, String key) {
    RequestSpecification request = as(seller).header("Content-Type", type);
    return (key == null ? request : request.header("Idempotency-Key", key))
        .body(file)
        .post("/images/corrections" + query);
  }

  private RequestSpecification as(String seller) {
    return TestApi.as(url, seller);
  }

  private static String id(ImageRecord image) {
    return image.imageId().value();
  }
}
