package dev.vitrine.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Examples;
import dev.vitrine.image.Box;
import dev.vitrine.image.DetectedBoxes;
import dev.vitrine.image.ImageId;
import dev.vitrine.local.s3.EmbeddedS3;
import dev.vitrine.measure.Cutout;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Restyles that paint only the background, through the whole journey. */
@QuarkusTest
class KeepProductPageAppTest {
  private static final String SELLER = "keeper";

  @Inject S3Client s3;
  @Inject Catalog catalog;

  @TestHTTPResource("/")
  URL page;

  @Test
  void keepsTheProductBitForBitFromOrderToPicture() throws Exception {
    TestApi api = new TestApi(page);
    String id = uploadedBag(SELLER);
    JsonNode image = api.awaitSettled(SELLER, id);
    assertThat(image.path("keepProduct").path("possible").asBoolean()).isTrue();

    order(id, "product").statusCode(202);
    order(id, "product").statusCode(202);
    order(id, null).statusCode(202);
    JsonNode restyles = api.awaitRestyled(SELLER, id).path("restyles");

    assertThat(restyles).hasSize(2);
    JsonNode kept = restyles.path(0);
    assertThat(kept.path("status").asText()).isEqualTo("done");
    assertThat(kept.path("keep").asText()).isEqualTo("product");
    assertThat(restyles.path(1).has("keep")).isFalse();
    assertThat(restyles.path(1).path("id")).isNotEqualTo(kept.path("id"));
    assertIsKept(picture(id, "rendition"), picture(id, "restyles/" + kept.path("id").asText()));
    assertThat(bytes(id, "restyles/" + kept.path("id").asText())).startsWith(0x89, 'P', 'N', 'G');
    assertThat(bytes(id, "restyles/" + restyles.path(1).path("id").asText()))
        .startsWith(0xFF, 0xD8);
  }

  @Test
  void refusesAtOnceWhereTheProductIsUnsure() throws Exception {
    TestApi api = new TestApi(page);
    String id = TestApi.put(s3, SELLER + "/coffee.jpg", TestApi.COFFEE);
    JsonNode image = api.awaitSettled(SELLER, id);
    assertThat(image.path("keepProduct").path("possible").asBoolean()).isFalse();

    order(id, "product")
        .statusCode(409)
        .body("code", equalTo("PRODUCT_UNSURE"))
        .body("detail", endsWith("Restyle the whole picture instead."));
    order(id, "the cup").statusCode(400).body("code", equalTo("INVALID_REQUEST"));

    assertThat(api.get(SELLER, "images/" + id).path("restyles")).isEmpty();
  }

  @Test
  void refusesInBulkWhereTheProductIsUnsure() throws Exception {
    TestApi api = new TestApi(page);
    String id = TestApi.put(s3, "keeper-of-many/coffee.jpg", TestApi.COFFEE);
    api.awaitSettled("keeper-of-many", id);

    given()
        .header("Vitrine-Seller", "keeper-of-many")
        .header("Idempotency-Key", "keep-them-all")
        .contentType("application/json")
        .body(
            Map.of(
                "ids",
                List.of(id),
                "action",
                "restyle",
                "restyle",
                Map.of("style", "great-wave", "keep", "product")))
        .post(page + "images/bulk")
        .then()
        .body("results[0].outcome", equalTo("refused"))
        .body("results[0].code", equalTo("PRODUCT_UNSURE"));
  }

  /** So it is with pictures that were described before anything could be kept. */
  @Test
  void theWorkflowRefusesWhatNobodyRefusedBefore() throws Exception {
    TestApi api = new TestApi(page);
    String id = TestApi.put(s3, "keeper-of-old/coffee.jpg", TestApi.COFFEE);
    api.awaitSettled("keeper-of-old", id);
    catalog.update("keeper-of-old", new ImageId(id), Examples::withoutSeparation);

    order("keeper-of-old", id, "product").statusCode(202);

    JsonNode restyle = api.awaitRestyled("keeper-of-old", id).path("restyles").path(0);
    assertThat(restyle.path("status").asText()).isEqualTo("failed");
    assertThat(restyle.path("error").path("code").asText()).isEqualTo("PRODUCT_UNSURE");
    assertThat(restyle.path("error").path("retryable").asBoolean()).isFalse();
  }

  @Test
  void aPropThatACaptionerHasNoBoxForIsPaintedToo() throws Exception {
    TestApi api = new TestApi(page);
    String id = uploaded("keeper-of-props", withProp());
    api.awaitSettled("keeper-of-props", id);
    detect("keeper-of-props", id, new Box(0.3, 0.3, 0.7, 0.8));

    order("keeper-of-props", id, "product").statusCode(202);
    JsonNode restyle = api.awaitRestyled("keeper-of-props", id).path("restyles").path(0);

    assertThat(restyle.path("status").asText()).isEqualTo("done");
    BufferedImage rendition = picture("keeper-of-props", id, "rendition");
    BufferedImage restyled =
        picture("keeper-of-props", id, "restyles/" + restyle.path("id").asText());
    int painted = 0;
    for (int i = 0; i < 60 * 60; i++) {
      int x = 660 + i % 60;
      int y = 60 + i / 60;
      painted += restyled.getRGB(x, y) == rendition.getRGB(x, y) ? 0 : 1;
      assertThat(restyled.getRGB(300 + i % 60, 350 + i / 60))
          .isEqualTo(rendition.getRGB(300 + i % 60, 350 + i / 60));
    }
    assertThat(painted).isGreaterThan(3000);
  }

  @Test
  void theWorkflowRefusesWhereAProductIsLargerThanWhatStandsOut() throws Exception {
    TestApi api = new TestApi(page);
    String id = uploadedBag("keeper-of-white");
    api.awaitSettled("keeper-of-white", id);
    detect("keeper-of-white", id, new Box(0.05, 0.05, 0.95, 0.95));

    order("keeper-of-white", id, "product").statusCode(202);

    JsonNode error =
        api.awaitRestyled("keeper-of-white", id).path("restyles").path(0).path("error");
    assertThat(error.path("code").asText()).isEqualTo("PRODUCT_UNSURE");
    assertThat(error.path("message").asText())
        .isEqualTo(
            "Only a part of the product stands out from its background."
                + " Restyle the whole picture instead.");
  }

  private void detect(String seller, String id, Box product) {
    DetectedBoxes boxes = new DetectedBoxes(List.of(product), List.of());
    catalog.update(seller, new ImageId(id), image -> Examples.detecting(image, boxes));
  }

  @Test
  void theFormOffersItAndSaysWhereItIsNotPossible() throws Exception {
    TestApi api = new TestApi(page);
    String bag = uploadedBag("keeper-page");
    String coffee = TestApi.put(s3, "keeper-page/coffee.jpg", TestApi.COFFEE);
    api.awaitSettled("keeper-page", bag);
    api.awaitSettled("keeper-page", coffee);

    try (Browser browser = Browser.open("about:blank", 1280, 900).as("keeper-page")) {
      browser.goTo(page + "#/pictures/" + bag);
      browser.waitUntilShown("[data-test=keep-product]");
      browser.click("keep-product");
      browser.click("restyle-button", "starry-night");
      browser.waitUntilShown("[data-test=restyle][data-status=done]");
      assertThat(browser.text("restyle")).contains("product kept");
      browser.goTo(page + "#/pictures/" + coffee);
      browser.waitUntilTextContains("keep-product-reason", "The ");
      browser.waitUntilShown("[data-test=keep-product]:disabled");
      browser.resize(320, 700);
      browser.waitUntil("document.documentElement.scrollWidth <= innerWidth");
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  private static void assertIsKept(BufferedImage rendition, BufferedImage restyled) {
    Cutout cutout = Cutout.of(rendition, null);
    int kept = 0;
    int painted = 0;
    for (int y = 0; y < rendition.getHeight(); y++) {
      for (int x = 0; x < rendition.getWidth(); x++) {
        if (cutout.isKept(x, y)) {
          assertThat(restyled.getRGB(x, y)).isEqualTo(rendition.getRGB(x, y));
          kept++;
        } else if (restyled.getRGB(x, y) != rendition.getRGB(x, y)) {
          painted++;
        }
      }
    }
    assertThat(kept).isGreaterThan(50_000);
    assertThat(painted).isGreaterThan(100_000);
  }

  private ValidatableResponse order(String id, String keep) {
    return order(SELLER, id, keep);
  }

  private ValidatableResponse order(String seller, String id, String keep) {
    Map<String, Object> order = new HashMap<>(Map.of("style", "great-wave"));
    if (keep != null) {
      order.put("keep", keep);
    }
    return given()
        .header("Vitrine-Seller", seller)
        .contentType("application/json")
        .body(order)
        .post(page + "images/" + id + "/restyles")
        .then();
  }

  private BufferedImage picture(String id, String path) throws IOException {
    return picture(SELLER, id, path);
  }

  private BufferedImage picture(String seller, String id, String path) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(bytes(seller, id, path)));
  }

  private byte[] bytes(String id, String path) {
    return bytes(SELLER, id, path);
  }

  private byte[] bytes(String seller, String id, String path) {
    return given()
        .header("Vitrine-Seller", seller)
        .get(page + "images/" + id + "/" + path)
        .asByteArray();
  }

  private String uploadedBag(String seller) throws IOException {
    return uploaded(seller, bag());
  }

  private static BufferedImage withProp() {
    BufferedImage picture = bag();
    Graphics2D g = picture.createGraphics();
    g.setColor(new Color(0x2f4b8f));
    g.fillOval(640, 40, 100, 100);
    g.dispose();
    return picture;
  }

  /** A bag on white paper, 800 x 600 px. */
  private static BufferedImage bag() {
    BufferedImage picture = new BufferedImage(800, 600, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, 800, 600);
    g.setColor(new Color(0x8a2b20));
    g.fillRoundRect(240, 180, 320, 300, 40, 40);
    g.setColor(new Color(0x5a1b10));
    g.fillRect(240, 300, 320, 14);
    g.dispose();
    return picture;
  }

  private String uploaded(String seller, BufferedImage picture) throws IOException {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(picture, "jpeg", jpeg);
    String key = seller + "/bag.jpg";
    s3.putObject(
        o -> o.bucket(EmbeddedS3.BUCKET).key(key), RequestBody.fromBytes(jpeg.toByteArray()));
    return ImageId.of(EmbeddedS3.BUCKET, key).value();
  }
}
