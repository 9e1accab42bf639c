package dev.vitrine.local;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.local.model.ModelName;
import dev.vitrine.vocabulary.VocabularyFile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** What a seller does, from the picture on disk to the answer on the page. */
@QuarkusTest
class WholeJourneyPageAppTest {
  private static final Path SAMPLES = Path.of("src/main/resources/META-INF/resources/samples");

  @Inject S3Client s3;

  @TestHTTPResource("/")
  URL page;

  private TestApi api;

  @BeforeEach
  void findTheApi() {
    api = new TestApi(page);
  }

  @Test
  void aPictureCopiedIntoTheBucketIsDescribedAndFoundByItsTag() throws Exception {
    JsonNode image =
        api.awaitSettled(TestApi.put(s3, "demo/by-sdk/coffee.jpg", SAMPLES.resolve("coffee.jpg")));

    assertThat(image.path("status").asText()).isEqualTo("done");
    assertThat(image.path("format").asText()).isEqualTo("jpeg");
    assertThat(image.path("tags").findValuesAsText("label")).contains("espresso");
    assertThat(image.path("colors")).isNotEmpty();
    assertThat(image.path("caption").asText()).containsIgnoringCase("espresso");
    assertThat(image.path("altText").asText()).isNotBlank().hasSizeLessThanOrEqualTo(125);
    assertThat(image.path("prompt").path("text").asText()).isNotBlank();
    JsonNode evidence = image.path("tags").path(0).path("evidence");
    assertThat(evidence.path("source").asText()).isEqualTo("machine");
    assertThat(evidence.path("model").asText()).contains("stand-in");
    assertThat(evidence.path("vocabulary").asText()).startsWith("retail@");
    TestApi.await(
        "it is found by its tag",
        () ->
            api.get("images?tag=espresso")
                .path("images")
                .findValuesAsText("imageId")
                .contains(image.path("imageId").asText()));
  }

  @Test
  void anUploadCanAskForItsRestyles() throws Exception {
    String id =
        TestApi.put(s3, "demo/with-restyles/cat.jpg", SAMPLES.resolve("chelsea.jpg"), "great-wave");

    JsonNode image = api.awaitSettled(id);

    JsonNode restyle = image.path("restyles").path(0);
    assertThat(restyle.path("status").asText()).isEqualTo("done");
    assertThat(restyle.path("style").asText()).isEqualTo("great-wave");
    assertThat(restyle.path("engine").asText()).contains("stand-in");
    assertThat(restyle.path("prompt").asText())
        .startsWith("This scene is a Hokusai painting with The Great Wave off Kanagawa style, ");
    assertThat(api.bytes(restyle.path("url").asText())).startsWith(0xFF, 0xD8);
  }

  @Test
  void whatIsNoPictureIsRejectedInWordsAndNothingElseIsTried(@TempDir Path folder)
      throws Exception {
    Path text = Files.writeString(folder.resolve("photo.jpg"), "this is not a photo");

    JsonNode image = api.awaitSettled(TestApi.put(s3, "demo/bad/photo.jpg", text));

    assertThat(image.path("status").asText()).isEqualTo("rejected");
    assertThat(image.path("error").path("code").asText()).isEqualTo("UNSUPPORTED_FORMAT");
    assertThat(image.path("error").path("message").asText()).isNotBlank();
    assertThat(image.path("tags")).isEmpty();
  }

  @Test
  void aSecondUploadUnderTheSameKeyIsANewRevisionOfTheSameImage() throws Exception {
    String first = TestApi.put(s3, "demo/again/picture.jpg", SAMPLES.resolve("coffee.jpg"));
    JsonNode before = api.awaitSettled(first);

    String second = TestApi.put(s3, "demo/again/picture.jpg", SAMPLES.resolve("chelsea.jpg"));
    JsonNode after = api.awaitRevisionOtherThan(second, before.path("revision").asText());

    assertThat(second).isEqualTo(first);
    assertThat(after.findValuesAsText("label")) // sure or likely
        .contains("cat")
        .doesNotContain("espresso");
    assertThat(api.get("images?tag=espresso").path("images").findValuesAsText("imageId"))
        .doesNotContain(second);
  }

  @Test
  void whatAPersonSaysSurvivesTheNextRevision() throws Exception {
    // Of its own seller: the correction teaches, and others' espresso would be refused too.
    String id = TestApi.put(s3, "minded/picture.jpg", SAMPLES.resolve("coffee.jpg"));
    JsonNode before = api.awaitSettled("minded", id);
    api.put("minded", "images/" + id + "/tags/handmade");
    api.delete("minded", "images/" + id + "/tags/espresso");

    TestApi.put(s3, "minded/picture.jpg", SAMPLES.resolve("coffee.jpg"));
    JsonNode after = api.awaitRevisionOtherThan("minded", id, before.path("revision").asText());

    assertThat(after.path("tags").findValuesAsText("label"))
        .contains("handmade")
        .doesNotContain("espresso");
  }

  @Test
  void aSellerUploadsAndRestylesOnThePage() throws Exception {
    try (Browser browser = Browser.open(page.toString(), 1280, 900)) {
      browser.choose("file-input", SAMPLES.resolve("coffee.jpg"));
      browser.waitUntilShown("[data-test=card][data-status=done]");
      browser.click("upload-link");
      browser.waitUntilTextContains("tags", "espresso");
      browser.waitUntilTextContains("prompt", "espresso");
      browser.click("restyle-button", "starry-night");
      browser.waitUntilTextContains("picture-view", "stand-in");
      browser.waitUntilShown("[data-test=restyle][data-status=done]");
      assertThat(browser.text("footer")).contains("stand-ins");
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  @Test
  void thePageSaysInWordsWhatIsWrongWithAFile(@TempDir Path folder) throws Exception {
    Path svg = Files.writeString(folder.resolve("drawing.png"), "<svg xmlns='x'/>");
    try (Browser browser = Browser.open(page.toString(), 390, 844)) {
      browser.choose("file-input", svg);
      // Other tests' pictures are listed too, refused ones among them.
      browser.waitUntilTextContains("card", "SVG");
      // Nothing sticks out of a phone's screen.
      assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo(true);
    }
  }

  @Test
  void aSellerAcceptsAndCorrectsOnThePageAndNoLaterRunUndoesIt() throws Exception {
    useAVocabularyThatOnlySuggests("page-corrector");
    String id = TestApi.put(s3, "page-corrector/a.jpg", SAMPLES.resolve("coffee.jpg"));
    JsonNode before = api.awaitSettled("page-corrector", id);

    try (Browser browser = Browser.open("about:blank", 1280, 900).as("page-corrector")) {
      browser.goTo(page + "#/pictures/" + id);
      browser.click("suggestion-accept", "espresso");
      browser.waitUntilShown("[data-test=tag][data-key=espresso]");
      browser.click("not-sure", "finish");
      browser.select("attribute-input", "glossy");
      browser.click("attribute-save");
      browser.waitUntilShown("[data-test=attribute][data-key=finish] .by-person");

      TestApi.put(s3, "page-corrector/a.jpg", SAMPLES.resolve("coffee.jpg"));
      api.awaitRevisionOtherThan("page-corrector", id, before.path("revision").asText());
      browser.goTo(page.toString());
      browser.goTo(page + "#/pictures/" + id);
      browser.waitUntilTextContains("attributes", "glossy");
      browser.waitUntilShown("[data-test=attribute][data-key=finish] .by-person");
      browser.waitUntilShown("[data-test=tag][data-key=espresso]");
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  @Test
  void whatIsLeastSureIsDecidedWithTheKeyboard() throws Exception {
    useAVocabularyThatOnlySuggests("reviewer");
    String id = TestApi.put(s3, "reviewer/a.jpg", SAMPLES.resolve("coffee.jpg"));
    JsonNode before = api.awaitSettled("reviewer", id);
    assertThat(before.path("suggestions").findValuesAsText("label")).contains("espresso");

    try (Browser browser = Browser.open("about:blank", 1280, 900).as("reviewer")) {
      browser.goTo(page + "#/review");
      browser.waitUntilShown("[data-test=doubt]");
      browser.press("a");
      browser.waitUntilTextContains("review-view", "1 decision");
      browser.press("n");
      browser.waitUntilShown("[data-test=review-nothing]");
      assertThat(browser.consoleErrors()).isEmpty();
    }
    JsonNode after = api.awaitSettled("reviewer", id);
    assertThat(after.path("tags").findValuesAsText("label")).contains("espresso");
  }

  @Test
  void aVocabularyIsTriedBeforeItGoesLiveAndItsMistakesAreShownByLine(@TempDir Path folder)
      throws Exception {
    api.awaitSettled("namer", TestApi.put(s3, "namer/a.jpg", SAMPLES.resolve("coffee.jpg")));
    Path wrong = Files.writeString(folder.resolve("wrong.csv"), "label\nmug\nplate\nmug\n");
    Path right = Files.writeString(folder.resolve("right.csv"), "label\nmug\nplate\n");

    try (Browser browser = Browser.open("about:blank", 390, 844).as("namer")) {
      browser.goTo(page + "#/vocabulary");
      browser.choose("vocabulary-file", wrong);
      browser.waitUntilTextContains("problem", "Line 4");
      browser.choose("vocabulary-file", right);
      browser.waitUntilTextContains("preview-summary", "1 picture");
      browser.click("vocabulary-live");
      browser.waitUntilTextContains("vocabulary-version", "2 categories");
      browser.click("retag-look");
      browser.waitUntilTextContains("retag-summary", "1 picture would change");
      browser.click("retag-apply");
      browser.waitUntilTextContains("toast", "1 picture changed");
      assertThat(browser.focused()).isNotEqualTo("BODY");
      browser.click("retag-look");
      browser.waitUntilTextContains("retag-nothing", "Nothing would change on 1 picture");
      browser.click("rollback");
      browser.waitUntilTextContains("vocabulary-version", "retail");
      assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo(true);
    }
  }

  /** Whatever is shipped: with thresholds nothing reaches, all that is likely is for a person. */
  private void useAVocabularyThatOnlySuggests(String seller) {
    String drinks =
        """
        {"name": "drinks", "templates": ["a photo of {}"],
         "categories": [{"name": "Drinks", "categories": ["espresso", "red wine"]}],
         "attributes": [{"name": "finish", "values": ["glossy", "matte"]}],
         "calibrations": [%s]}
        """;
    byte[] bare = drinks.formatted("").getBytes(UTF_8);
    String calibration =
        """
        {"model": "%s", "attribute": "tag", "labelSet": "%s",
         "temperature": 1, "accept": 0.9, "margin": 0, "suggest": 0.3}
        """
            .formatted(ModelName.CLIP, VocabularyFile.ofJson(bare).vocabulary().tagSet().name());
    given()
        .header("Vitrine-Seller", seller)
        .contentType("application/json")
        .body(drinks.formatted(calibration))
        .put(page + "vocabulary")
        .then()
        .statusCode(200);
  }
}
