package dev.vitrine.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.OnlyInCi;
import dev.vitrine.TestsWithApplicationsOfTheirOwn;
import dev.vitrine.local.eyes.Expected;
import dev.vitrine.local.florence.FlorenceCaptioner;
import dev.vitrine.local.florence.TinyFlorence;
import dev.vitrine.local.hub.StaticHub;
import dev.vitrine.local.model.Captioner.Captioned;
import dev.vitrine.local.model.ModelName;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One click on the page: a model comes from a loopback hub and looks at the pictures from then on.
 * It has the name of a published model, but is a SigLIP with tiny random weights, whose answers
 * mean nothing. VITRINE_CAPTIONER names the folder of a tiny Florence-2.
 */
@OnlyInCi
@QuarkusTest
@TestProfile(FetchedEyesAppTest.Hub.class)
@Tag(TestsWithApplicationsOfTheirOwn.TAG)
class FetchedEyesAppTest {
  private static final String NAME = "ViT-B-16-SigLIP2__webli";

  /** With a hub on this machine. */
  public static final class Hub implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        return Map.of(
            "HF_ENDPOINT",
            StaticHub.of(Expected.folder("siglip")),
            "vitrine.local.captioner",
            TinyFlorence.folder().toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Inject S3Client s3;

  @TempDir Path folder;

  @TestHTTPResource("/")
  URL page;

  @Test
  void theFlorence2OfAFolderWritesCaptionsAndReadsTheWords() throws Exception {
    TestApi api = new TestApi(page);
    Path picture = folder.resolve("24.png");
    ImageIO.write(Expected.picture(24).image(), "png", picture.toFile()); // its answers are short
    String id = TestApi.put(s3, "demo/captioned.png", picture);

    JsonNode image = api.awaitSettled(id);

    Captioned said;
    try (var captioner =
        FlorenceCaptioner.open(TinyFlorence.folder(), "same", folder, FlorenceCaptioner.PATIENCE)) {
      said = captioner.caption(rendition(id), System.nanoTime() + 3_600_000_000_000L);
    }
    assertThat(image.path("status").asText()).isEqualTo("done");
    assertThat(image.path("caption").asText()).isEqualTo(said.sentence());
    JsonNode text = image.path("attributes").path("text");
    assertThat(text.path("value").asText()).isEqualTo(String.join(" ", said.words()));
    assertThat(text.path("evidence").path("model").asText()).isEqualTo(TinyFlorence.NAME);
    assertThat(text.path("evidence").path("source").asText()).isEqualTo("machine");
    JsonNode about = api.get("about");
    assertThat(about.at("/models/1/name").asText()).isEqualTo(TinyFlorence.NAME);
    assertThat(about.at("/models/1/standIn").asBoolean(true)).isFalse();
    assertThat(about.at("/models/1/what").asText())
        .contains("reads the words on products, here.", "ranks the word lists of prompts");
    assertThat(about.path("captions").isObject()).isFalse(); // a person decided already
  }

  private byte[] rendition(String id) {
    return given().get(page + "images/" + id + "/rendition?size=1024").asByteArray();
  }

  @Test
  void anOrderedModelLooksAtThePicturesOnceItIsThere() throws Exception {
    TestApi api = new TestApi(page);
    JsonNode before = api.get("about").path("models").path(0);
    assertThat(before.path("name").asText()).isEqualTo(ModelName.CLIP);

    try (Browser browser = Browser.open(page.toString(), 1280, 900)) {
      browser.click("about-open");
      browser.click("model-order");
      browser.waitUntilShown("[data-test=model-words][data-state=fetched]");
      browser.click("model-order");
      browser.waitUntilShown("[data-test=model-words][data-state=ready]");
      browser.waitUntilTextContains("model-words", NAME);
      assertThat(browser.consoleErrors()).isEmpty();
    }
    JsonNode model = api.get("about").path("models").path(0);
    assertThat(model.path("name").asText()).isEqualTo(NAME);
    assertThat(model.path("standIn").asBoolean()).isFalse();

    JsonNode after = api.awaitSettled(TestApi.put(s3, "demo/after.jpg", TestApi.COFFEE));

    assertThat(after.path("status").asText()).isEqualTo("done");
    assertThat(after.path("tags").size() + after.path("suggestions").size()).isPositive();
    for (String values : new String[] {"tags", "attributes"}) {
      assertThat(after.path(values).toString()).doesNotContain(ModelName.CLIP);
    }
  }
}
