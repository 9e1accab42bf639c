package dev.vitrine.export;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.local.TestApi;
import dev.vitrine.query.ApiAppTest;
import dev.vitrine.query.Pictures;
import dev.vitrine.upload.Upload;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URL;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What a seller takes home. */
@QuarkusTest
class ExportsAppTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;
  @Inject Catalog catalog;

  @Test
  void csvHasALineAnImageWithTheEvidenceOfEachValue() {
    ImageRecord image = pictures.done("csv", "cup", "mug");
    put("csv", image, "attributes/room", "kitchen, or so");
    ImageRecord waiting = pictures.received("csv");

    List<Map<String, String>> lines = csv(export("csv", "images.csv"));

    assertThat(lines).extracting(l -> l.get("imageId")).containsExactly(id(waiting), id(image));
    Map<String, String> line = lines.get(1);
    assertThat(line)
        .containsEntry("status", "done")
        .containsEntry("title", "Navy cup")
        .containsEntry("altText", "Navy cup, mug, on a white background")
        .containsEntry("tags", "cup; mug")
        .containsEntry("attribute.room", "kitchen, or so")
        .containsEntry("attribute.color", "navy")
        .containsEntry("picture", "/images/" + id(image) + "/rendition");
    assertThat(line.get("tags.evidence"))
        .startsWith("cup: machine; model=model; vocabulary=retail@1; score=0.900; threshold=0.500;")
        .contains("; execution=");
    assertThat(line.get("attribute.color.evidence")).startsWith("pixels; at=");
    assertThat(line.get("attribute.room.evidence")).startsWith("person; at=");
    assertThat(lines.get(0).get("attribute.color")).isEmpty();
  }

  @Test
  void jsonLinesAreTheImagesAsTheApiShowsThem() throws Exception {
    ImageRecord image = pictures.done("jsonl", "cup");
    pictures.rejected("jsonl");

    JsonNode whole = JSON.readTree(as("jsonl").get("/images/" + id(image)).asString());

    String[] lines = export("jsonl", "images.jsonl").asString().split("\n");

    assertThat(lines).hasSize(2);
    assertThat(JSON.readTree(lines[1])).isEqualTo(whole);
    assertThat(JSON.readTree(lines[0]).path("error").path("code").asText())
        .isEqualTo("UNSUPPORTED_FORMAT");
  }

  @Test
  void shopifyGetsDraftsOfUsablePicturesWithLinksThatWork() {
    ImageRecord image = pictures.done("shop", "cup", "a, b");
    put("shop", image, "attributes/material_look", "<wood> & glass");
    pictures.rejected("shop");

    Response answer = export("shop", "shopify.csv");

    List<Map<String, String>> lines = csv(answer);
    assertThat(lines).hasSize(1);
    Map<String, String> line = lines.get(0);
    assertThat(line)
        .containsEntry("Title", "Navy cup, <wood> & glass look")
        .containsEntry(
            "Description",
            "<ul><li>Color: navy</li><li>Material (as it looks): &lt;wood&gt; &amp; glass</li></ul>")
        .containsEntry("Vendor", "")
        .containsEntry("Published on online store", "FALSE")
        .containsEntry("Status", "draft");
    assertThat(line.get("URL handle")).matches("[0-9]+-" + id(image).substring(0, 8));
    assertThat(line.get("Tags")).startsWith("cup, a b, Color: navy, ");
    String picture = line.get("Product image URL");
    assertThat(given().urlEncodingEnabled(false).get(picture).statusCode()).isEqualTo(200);
    assertThat(picture).contains("X-Amz-Expires=21600");
    assertThat(Instant.parse(answer.header("Vitrine-Links-Expire"))).isAfter(Instant.now());
  }

  @Test
  void shopifyGetsOneProductOfPicturesThatWereGrouped() {
    ImageRecord second = pictures.done("grouped", "cup");
    ImageRecord first = pictures.done("grouped", "mug");
    pictures.place(as("grouped"), first, "MUG 7", 1);
    pictures.place(as("grouped"), second, "mug 7", 2);
    ImageRecord alone = pictures.done("grouped", "vase");

    for (String part : List.of("shopify.csv", "shopify.csv?limit=2", "shopify.csv?tag=mug")) {
      List<Map<String, String>> lines = csv(export("grouped", part));
      List<Map<String, String>> product =
          lines.stream().filter(line -> line.get("URL handle").startsWith("mug-7-")).toList();

      assertThat(product).as(part).hasSize(part.endsWith("=mug") ? 1 : 2);
      assertThat(product.get(0))
          .containsEntry("SKU", "MUG 7")
          .containsEntry("Image position", "1")
          .containsEntry("Title", "Navy mug");
      assertThat(product.get(0).get("Product image URL")).contains(id(first));
    }
    List<Map<String, String>> lines = csv(export("grouped", "shopify.csv"));
    assertThat(lines.get(0).get("Product image URL")).contains(id(alone));
    assertThat(lines.get(2))
        .containsEntry("Title", "")
        .containsEntry("Image position", "2")
        .containsEntry("Image alt text", "Navy cup, on a white background");
    assertThat(csv(export("grouped", "shopify.csv?ids=" + id(second) + "," + id(first))))
        .extracting(line -> line.get("Image position"))
        .containsExactly("1", "2");
  }

  @Test
  void shopifysAnswerNamesProductsWhosePicturesContradictEachOther() {
    ImageRecord first = pictures.done("torn", "cup");
    ImageRecord second = pictures.done("torn", "cup");
    pictures.place(as("torn"), first, "cup-1", 1);
    pictures.place(as("torn"), second, "cup-1", 2);
    put("torn", first, "attributes/material", "clay");
    assertThat(export("torn", "shopify.csv").header("Vitrine-Conflicts")).isNull();

    put("torn", second, "attributes/material", "glass");

    assertThat(export("torn", "shopify.csv").header("Vitrine-Conflicts")).isEqualTo("1; cup-1");
    assertThat(csv(export("torn", "images.csv")))
        .allMatch(line -> line.get("sku").equals("cup-1"))
        .extracting(line -> line.get("position"))
        .containsExactly("2", "1");
  }

  @Test
  void shopifysAnswersSayHowManyProductsWaitForAPhotoThatIsDescribedAnew() throws Exception {
    ImageRecord first = pictures.done("waits", "cup");
    ImageRecord second = pictures.done("waits", "cup");
    pictures.place(as("waits"), first, "cup-9", 1);
    pictures.place(as("waits"), second, "cup-9", 2);
    Response whole = export("waits", "shopify.csv");
    assertThat(csv(whole)).hasSize(2);
    assertThat(whole.header("Vitrine-Waiting")).isNull();
    as("waits")
        .post("/exports/receipts/" + whole.header("Vitrine-Receipts"))
        .then()
        .statusCode(204);

    PictureRef again =
        PictureRef.of(
            Pictures.BUCKET, second.picture().key(), null, Revision.ofSequencer("FFFFFFFF"));
    assertThat(catalog.receive(new Upload(again, 10, Instant.now()))).isPresent();
    pictures.follow(second);

    Response waits = export("waits", "shopify.csv");
    assertThat(csv(waits)).isEmpty();
    assertThat(waits.header("Vitrine-Waiting")).isEqualTo("1");
    byte[] zip = export("waits", "shopify.zip").asByteArray();
    Map<String, String> files = new HashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry file = in.getNextEntry(); file != null; file = in.getNextEntry()) {
        files.put(file.getName(), new String(in.readAllBytes(), UTF_8));
      }
    }
    assertThat(files).containsOnlyKeys("shopify.csv", "waiting.txt");
    assertThat(files.get("waiting.txt")).startsWith("1 product is not in shopify.csv, ");
  }

  @Test
  void aLabelIsNoFormulaInASpreadsheet() {
    ImageRecord image = pictures.done("formula");
    put("formula", image, "attributes/category", "=HYPERLINK(\"http://x\")");
    as("formula").put("/images/{id}/tags/{label}", id(image), "@cmd").then().statusCode(200);

    for (String name : List.of("images.csv", "shopify.csv")) {
      Map<String, String> line = csv(export("formula", name)).get(0);
      assertThat(line.values()).allMatch(cell -> !cell.matches("[=+@-].*"));
    }
    assertThat(csv(export("formula", "images.csv")).get(0).get("attribute.category"))
        .isEqualTo("'=HYPERLINK(\"http://x\")");
  }

  @Test
  void anAnswerIsBoundedAndLeadsToTheNext() {
    IntStream.range(0, 34).forEach(i -> pictures.received("many"));
    pictures.done("many", "cup");

    Response answer = export("many", "images.csv?status=running&limit=15");
    String header = header(answer);
    Set<String> ids = new HashSet<>();
    for (int images : new int[] {15, 15, 4}) {
      List<Map<String, String>> lines = csv(answer);
      assertThat(lines).hasSize(images).allMatch(line -> ids.add(line.get("imageId")));
      assertThat(header(answer)).isEqualTo(header);
      String link = answer.header("Link");
      if (images < 15) {
        assertThat(link).isNull();
      } else {
        assertThat(link)
            .startsWith("<images.csv?status=running&limit=15&cursor=")
            .endsWith(">; rel=\"next\"");
        String next = link.substring(1, link.indexOf('>'));
        answer = as("many").urlEncodingEnabled(false).get("/exports/" + next);
      }
    }
    ApiAppTest.problem(as("many").get("/exports/images.csv?limit=1001"), 400, "INVALID_REQUEST");
  }

  @Test
  void exportsHaveOnesOwnPicturesOnlyAndBadRequestsAreProblems() {
    pictures.done("mine", "cup");

    assertThat(csv(export("yours", "images.csv"))).isEmpty();
    assertThat(export("yours", "images.jsonl").asString()).isEmpty();
    ApiAppTest.problem(as("mine").get("/exports/images.csv?cursor=x"), 400, "INVALID_CURSOR");
    ApiAppTest.problem(as("mine").get("/exports/images.csv?status=x"), 400, "INVALID_REQUEST");
    for (String nothing : List.of("images.csv?ids=", "shopify.csv?ids=,", "images.zip?ids=")) {
      ApiAppTest.problem(as("mine").get("/exports/" + nothing), 400, "INVALID_REQUEST");
    }
  }

  private Response export(String seller, String name) {
    return as(seller)
        .get("/exports/" + name)
        .then()
        .statusCode(200)
        .header("Cache-Control", equalTo("no-store"))
        .header("Content-Disposition", startsWith("attachment; filename=\"vitrine-"))
        .extract()
        .response();
  }

  private void put(String seller, ImageRecord image, String path, String value) {
    as(seller)
        .body(Map.of("value", value))
        .put("/images/" + id(image) + "/" + path)
        .then()
        .statusCode(200);
  }

  private static String id(ImageRecord image) {
    return image.imageId().value();
  }

  private RequestSpecification as(String seller) {
    return TestApi.as(url, seller);
  }

  private static String header(Response answer) {
    return answer.asString().lines().findFirst().orElseThrow();
  }

  private static List<Map<String, String>> csv(Response answer) {
    return CsvLines.of(answer.asString());
  }
}
