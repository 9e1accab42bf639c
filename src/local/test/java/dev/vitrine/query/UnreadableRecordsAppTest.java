package dev.vitrine.query;

import static dev.vitrine.query.ApiAppTest.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.vitrine.AsInAws;
import dev.vitrine.TestsWithApplicationsOfTheirOwn;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.PictureHash;
import dev.vitrine.local.TestApi;
import dev.vitrine.table.StoredJson;
import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/** What the API says where one of a seller's records cannot be read. */
@QuarkusTest
@TestProfile(AsInAws.class)
@Tag(TestsWithApplicationsOfTheirOwn.TAG)
class UnreadableRecordsAppTest {
  private static final long BITS = 0xe1b4_873c_4e96_c3b0L;

  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;
  @Inject Table table;

  private String seller = "unreadable";

  @Test
  void everyListHasTheOthersAndThePictureItselfSaysWhatIsWrong() {
    ImageRecord oldest = pictures.looking(seller, PictureHash.ofBits(BITS));
    ImageRecord broken = pictures.looking(seller, PictureHash.ofBits(BITS));
    ImageRecord newest = pictures.looking(seller, PictureHash.ofBits(BITS));
    makeUnreadable(broken);
    List<String> ids = Stream.of(newest, oldest).map(UnreadableRecordsAppTest::id).toList();

    for (String list :
        List.of(
            "/images",
            "/images?tag=cup",
            "/images?sort=-name",
            "/images?status=done",
            "/images?text=cup")) {
      get(list).body("images.imageId", equalTo(ids));
      get(list.replace("images", "cards")).body("cards.imageId", equalTo(ids));
    }
    get("/search?text=cup&by=words").body("found.card.imageId", equalTo(ids));
    get("/duplicates").body("groups[0].images.imageId", equalTo(ids));
    get("/images/" + id(newest) + "/similar").body("images.imageId", contains(id(oldest)));
    get("/products");
    get("/products/suggestions");
    get("/review");
    post("/retags", Map.of()).then().statusCode(200);
    post("/images/retry", Map.of()).then().statusCode(202).body("unchanged", equalTo(2));
    problem(as().get("/images/" + id(broken)), 500, "RECORD_UNREADABLE");
    problem(as().delete("/images/" + id(broken)), 500, "RECORD_UNREADABLE");
  }

  @Test
  void anOrderForManyIsDoneOnTheOthers() {
    seller = "unreadable-bulk";
    ImageRecord broken = pictures.done(seller, "mug");
    ImageRecord mug = pictures.done(seller, "mug");
    makeUnreadable(broken);

    bulk(Map.of("query", Map.of("tag", "mug"), "action", "correct", "addTag", "blue"))
        .then()
        .statusCode(200)
        .body("results.imageId", contains(id(mug)))
        .body("results.outcome", contains("done"));
    bulk(Map.of("ids", List.of(id(broken), id(mug)), "action", "delete"))
        .then()
        .body("results.outcome", contains("refused", "done"))
        .body("results[0].code", equalTo("RECORD_UNREADABLE"));
    get("/bin").body("images", hasSize(1));
  }

  @Test
  void aProductIsListedByItsOtherPictures() {
    seller = "unreadable-product";
    ImageRecord other = pictures.done(seller, "cup");
    ImageRecord newest = pictures.done(seller, "cup");
    pictures.place(as(), newest, "CUP", 1);
    pictures.place(as(), other, "CUP", 2);
    change(newest, Map.of("record", "torn"));

    get("/cards").body("cards.imageId", contains(id(newest), id(other)));
    get("/products")
        .body("products.sku", contains("CUP"))
        .body("products[0].pictures.imageId", contains(id(other)));
  }

  @Test
  void aGroupOfDuplicatesIsListedByItsNewestPictureThatCanBeRead() {
    seller = "unreadable-newest";
    ImageRecord oldest = pictures.looking(seller, PictureHash.ofBits(BITS));
    ImageRecord middle = pictures.looking(seller, PictureHash.ofBits(BITS));
    makeUnreadable(pictures.looking(seller, PictureHash.ofBits(BITS)));

    get("/duplicates")
        .body("groups", hasSize(1))
        .body("groups[0].images.imageId", contains(id(middle), id(oldest)));
  }

  @Test
  void anExportSaysHowManyPicturesItLacksAndWhich() throws IOException {
    seller = "unreadable-export";
    ImageRecord cup = pictures.done(seller, "cup");
    ImageRecord broken = pictures.done(seller, "cup");
    get("/exports/images.csv").header("Vitrine-Unreadable", nullValue());
    makeUnreadable(broken);
    String one = "1; " + id(broken);
    String ids = id(broken) + "," + id(cup);

    for (String file : List.of("images.csv", "images.jsonl", "shopify.csv")) {
      get("/exports/" + file).header("Vitrine-Unreadable", one);
      get("/exports/" + file + "?tag=cup&sort=name").header("Vitrine-Unreadable", one);
      get("/exports/" + file + "?ids=" + ids).header("Vitrine-Unreadable", one);
      get("/exports/" + file + "?ids=" + id(cup)).header("Vitrine-Unreadable", nullValue());
    }
    get("/exports/images.csv?ids=" + ids).body(containsString(id(cup)));
    for (String which : List.of("", "?ids=" + ids)) {
      byte[] zip = get("/exports/images.zip" + which).extract().asByteArray();
      assertThat(entry(zip, "unreadable.txt"))
          .startsWith("1 picture is not in this zip")
          .endsWith(id(broken) + "\r\n");
      assertThat(entry(zip, "images.csv")).contains(id(cup)).doesNotContain(id(broken));
    }
  }

  @Test
  void anExportOfSelectedPicturesToAShopSaysWhichPhotosItsProductsLack() throws IOException {
    seller = "unreadable-photo";
    ImageRecord front = pictures.done(seller, "cup");
    ImageRecord back = pictures.done(seller, "cup");
    pictures.place(as(), front, "CUP", 1);
    pictures.place(as(), back, "CUP", 2);
    makeUnreadable(back);
    String one = "1; " + id(back);
    String selected = "?ids=" + id(front);

    get("/exports/shopify.csv" + selected).header("Vitrine-Unreadable", one);
    get("/exports/shopify.csv?ids=" + id(back) + "," + id(front)).header("Vitrine-Unreadable", one);
    get("/exports/shopify.csv?text=cup").header("Vitrine-Unreadable", one);
    get("/exports/shopify.csv" + selected + "&products=exported")
        .header("Vitrine-Unreadable", nullValue());
    get("/exports/images.csv" + selected).header("Vitrine-Unreadable", nullValue());
    byte[] zip = get("/exports/shopify.zip" + selected).extract().asByteArray();
    assertThat(entry(zip, "unreadable.txt")).endsWith(id(back) + "\r\n");
  }

  private static String entry(byte[] zip, String name) throws IOException {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().equals(name)) {
          return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
    }
    throw new AssertionError("the zip has no " + name);
  }

  @Test
  void aListCountsWhatItLeavesOut() {
    seller = "unreadable-counted";
    makeUnreadable(pictures.done(seller, "cup"));
    PrintStream before = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      get("/images").body("images", hasSize(0));
    } finally {
      System.setOut(before);
    }

    assertThat(written.toString(StandardCharsets.UTF_8).lines())
        .anyMatch(
            line -> line.contains("\"RecordsUnreadable\":1.0") && line.contains(AsInAws.STACK));
  }

  /** As a newer release may have written it: another record, and another card. */
  private void makeUnreadable(ImageRecord image) {
    String record = StoredJson.unpacked(item(image).get("record"));
    assertThat(record).contains("\"schema\":1");
    String newer = record.replace("\"schema\":1", "\"schema\":2");
    change(image, Map.of("record", newer, TableKeys.CARD, "{\"v\":99}"));
  }

  private void change(ImageRecord image, Map<String, String> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(item(image));
    attributes.forEach((name, value) -> item.put(name, TableKeys.s(value)));
    table.put(Put.builder().tableName(table.name()).item(item).build());
  }

  private Map<String, AttributeValue> item(ImageRecord image) {
    return table.item(TableKeys.image(image.seller(), image.imageId()));
  }

  private ValidatableResponse get(String address) {
    return as().get(address).then().statusCode(200);
  }

  private Response bulk(Map<String, Object> order) {
    return as().header("Idempotency-Key", "order-" + order.get("action"))
        .body(order)
        .post("/images/bulk");
  }

  private Response post(String address, Map<String, Object> body) {
    return as().body(body).post(address);
  }

  private static String id(ImageRecord image) {
    return image.imageId().value();
  }

  private RequestSpecification as() {
    return TestApi.as(url, seller);
  }
}
