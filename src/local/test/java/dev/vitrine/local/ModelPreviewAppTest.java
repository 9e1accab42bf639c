package dev.vitrine.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.OnlyInCi;
import dev.vitrine.TestsWithApplicationsOfTheirOwn;
import dev.vitrine.local.eyes.Expected;
import dev.vitrine.local.hub.StaticHub;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The preview of a downloaded model on a seller's pictures, on the page and by HTTP. The model has
 * the name of a published one, but is a SigLIP with tiny random weights, whose answers mean
 * nothing.
 */
@OnlyInCi
@QuarkusTest
@TestProfile(ModelPreviewAppTest.Hub.class)
@Tag(TestsWithApplicationsOfTheirOwn.TAG)
class ModelPreviewAppTest {
  private static final String NAME = "ViT-B-16-SigLIP2__webli";
  private static final String SELLER = "previewed";

  /** With a hub on this machine. */
  public static final class Hub implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        return Map.of("HF_ENDPOINT", StaticHub.of(Expected.folder("siglip")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Inject S3Client s3;

  @TestHTTPResource("/")
  URL page;

  private TestApi api;
  private Map<String, JsonNode> before;

  @Test
  void whatAModelWouldChangeIsSeenBeforeItChangesAnything() throws Exception {
    api = new TestApi(page);
    before = pictures();
    refused(as(SELLER).post(page + "models/preview"), 409, "NO_MODEL_TO_PREVIEW");

    download();
    JsonNode found = previewedByHttp();
    try (Browser browser = Browser.open("about:blank", 1280, 900).as(SELLER)) {
      previewedOnThePage(browser, found);
      leftByClosing(browser);
      new PreviewStates(browser).areSaid();
      assertNothingHasChanged();
      browser.click("model-order");
      browser.waitUntilShown("[data-test=model-words][data-state=ready]");
      assertThat(browser.consoleErrors()).isEmpty();
    }

    assertTheRetagDoesWhatWasSeen(found);
    refused(as(SELLER).post(page + "models/preview"), 409, "NO_MODEL_TO_PREVIEW");
  }

  private Map<String, JsonNode> pictures() throws Exception {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    for (String sample : List.of("coffee", "chelsea", "camera")) {
      String id =
          TestApi.put(
              s3, SELLER + "/" + sample + ".jpg", TestApi.COFFEE.resolveSibling(sample + ".jpg"));
      all.put(id, api.awaitSettled(SELLER, id));
    }
    return all;
  }

  private static RequestSpecification as(String seller) {
    return given().header("Vitrine-Seller", seller);
  }

  private static void refused(Response answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
  }

  private void download() throws Exception {
    assertThat(given().post(page + "models/fetch?use=false").statusCode()).isEqualTo(202);
    TestApi.await(
        "the model is here",
        () -> api.get("about").at("/download/state").asText().equals("fetched"));
    assertThat(api.get("about").at("/models/0/standIn").asBoolean()).isTrue();
  }

  private JsonNode previewedByHttp() throws Exception {
    refused(as(SELLER).get(page + "models/preview"), 404, "PREVIEW_NOT_FOUND");
    for (String images : List.of("0", "51", "all")) {
      refused(as(SELLER).post(page + "models/preview?images=" + images), 400, "INVALID_REQUEST");
    }
    assertThat(as(SELLER).post(page + "models/preview").statusCode()).isEqualTo(202);
    TestApi.await(
        "the model has looked",
        () -> api.get(SELLER, "models/preview").path("state").asText().equals("done"));
    JsonNode found = api.get(SELLER, "models/preview");
    assertThat(found.path("model").asText()).isEqualTo(NAME);
    assertThat(found.path("images").size() + found.path("unchanged").asInt()).isEqualTo(3);
    assertThat(found.path("images")).isNotEmpty();
    refused(as("somebody").get(page + "models/preview"), 404, "PREVIEW_NOT_FOUND");
    assertThat(as("somebody").delete(page + "models/preview").statusCode()).isEqualTo(204);
    assertThat(api.get(SELLER, "models/preview")).isEqualTo(found);
    assertThat(as(SELLER).delete(page + "models/preview").statusCode()).isEqualTo(204);
    refused(as(SELLER).get(page + "models/preview"), 404, "PREVIEW_NOT_FOUND");
    return found;
  }

  private void previewedOnThePage(Browser browser, JsonNode found) throws Exception {
    browser.goTo(page.toString());
    browser.click("about-footer");
    browser.waitUntilTextContains("model-words", NAME + " is on this machine and not in use.");
    browser.click("model-preview-start");
    int changed = found.path("images").size();
    browser.waitUntilTextContains(
        "model-preview-summary",
        "Of your newest 3 pictures %d would change, %d would stay as they are."
            .formatted(changed, 3 - changed));
    browser.waitUntil("document.querySelectorAll('[data-test=changed] img').length === " + changed);
    assertThat(browser.texts("changed")).allMatch(text -> text.contains("→"));
    Axe axe = new Axe();
    for (int width : new int[] {1280, 390}) {
      browser.resize(width, 844);
      assertThat(axe.violationsIn(browser, "dialog")).isEmpty();
      browser.waitUntil("document.documentElement.scrollWidth <= innerWidth");
      browser.keepScreenshot("model preview " + width);
      browser.evaluate("void document.querySelector('[data-test=model-stay]').scrollIntoView()");
      browser.keepScreenshot("model preview, end " + width);
    }
    browser.resize(1280, 900);
    browser.click("model-stay");
    browser.waitUntilShown("[data-test=model-preview-start]");
    refused(as(SELLER).get(page + "models/preview"), 404, "PREVIEW_NOT_FOUND");
    browser.keepScreenshot("model to be decided 1280");
  }

  private void leftByClosing(Browser browser) throws Exception {
    browser.click("model-preview-start");
    browser.waitUntilShown("[data-test=model-preview-summary]");
    assertThat(as(SELLER).get(page + "models/preview").statusCode()).isEqualTo(200);
    browser.click("dialog-close");
    TestApi.await(
        "the preview is forgotten",
        () -> as(SELLER).get(page + "models/preview").statusCode() == 404);
    browser.click("about-footer");
    browser.waitUntilShown("[data-test=model-preview-start]");
  }

  private void assertNothingHasChanged() throws Exception {
    for (Map.Entry<String, JsonNode> one : before.entrySet()) {
      assertThat(api.get(SELLER, "images/" + one.getKey())).isEqualTo(one.getValue());
    }
    assertThat(api.get("about").at("/models/0/standIn").asBoolean()).isTrue();
  }

  private void assertTheRetagDoesWhatWasSeen(JsonNode found) throws Exception {
    assertThat(
            as(SELLER)
                .contentType("application/json")
                .body("{\"apply\":true}")
                .post(page + "retags")
                .jsonPath()
                .getInt("withoutEmbedding"))
        .isEqualTo(3);
    for (JsonNode image : found.path("images")) {
      String id = image.path("imageId").asText();
      Set<String> wanted = values(before.get(id));
      for (JsonNode change : image.path("changes")) {
        String name = change.path("attribute").asText();
        wanted.remove(name + ": " + change.path("before").asText());
        if (change.has("after")) {
          wanted.add(name + ": " + change.path("after").asText());
        }
      }
      TestApi.await(
          "the picture has the values that were foreseen",
          () -> values(api.get(SELLER, "images/" + id)).equals(wanted));
    }
  }

  /** {@return every tag and attribute of a picture, as {@code name: value}} */
  private static Set<String> values(JsonNode image) {
    Set<String> values = new TreeSet<>();
    image.path("tags").forEach(tag -> values.add("tag: " + tag.path("label").asText()));
    image
        .path("attributes")
        .fields()
        .forEachRemaining(
            one -> values.add(one.getKey() + ": " + one.getValue().path("value").asText()));
    return values;
  }
}
