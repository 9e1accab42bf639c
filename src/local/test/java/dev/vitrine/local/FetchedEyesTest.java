package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.local.eyes.Expected;
import dev.vitrine.local.hub.StaticHub;
import dev.vitrine.local.model.ModelName;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One click on the page: a model comes from a loopback hub and looks at the pictures from then on.
 * It has the name of a published model, but is a SigLIP with tiny random weights, whose answers
 * mean nothing.
 */
@QuarkusTest
@TestProfile(FetchedEyesTest.Hub.class)
class FetchedEyesTest {
  private static final String NAME = "ViT-B-16-SigLIP2__webli";

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

  @Test
  void anOrderedModelLooksAtThePicturesOnceItIsThere() throws Exception {
    TestApi api = new TestApi(page);
    TestApi.await("everything has started", api::isReady);
    JsonNode before = api.get("about").path("models").path(0);
    assertThat(before.path("name").asText()).isEqualTo(ModelName.CLIP);

    try (Browser browser = Browser.open(page.toString(), 1280, 900)) {
      browser.click("about-open");
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
