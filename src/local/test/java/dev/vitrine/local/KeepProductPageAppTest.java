package dev.vitrine.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Examples;
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
    Cutout cutout = Cutout.of(rendition);
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
    return ImageIO.read(new ByteArrayInputStream(bytes(id, path)));
  }

  private byte[] bytes(String id, String path) {
    return given()
        .header("Vitrine-Seller", SELLER)
        .get(page + "images/" + id + "/" + path)
        .asByteArray();
  }

  /** A bag on white paper, 800 x 600 px. */
  private String uploadedBag(String seller) throws IOException {
    BufferedImage picture = new BufferedImage(800, 600, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, 800, 600);
    g.setColor(new Color(0x8a2b20));
    g.fillRoundRect(240, 180, 320, 300, 40, 40);
    g.setColor(new Color(0x5a1b10));
    g.fillRect(240, 300, 320, 14);
    g.dispose();
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(picture, "jpeg", jpeg);
    String key = seller + "/bag.jpg";
    s3.putObject(
        o -> o.bucket(EmbeddedS3.BUCKET).key(key), RequestBody.fromBytes(jpeg.toByteArray()));
    return ImageId.of(EmbeddedS3.BUCKET, key).value();
  }
}
