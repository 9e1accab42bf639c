package dev.vitrine.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.OnlyInCi;
import dev.vitrine.TestsWithApplicationsOfTheirOwn;
import dev.vitrine.local.hub.StaticHub;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The order of a model on the page, in a real browser and against a loopback hub. The hub's files
 * are fetched and are no model: the order ends with a sentence, and the stand-in goes on.
 */
@OnlyInCi
@QuarkusTest
@TestProfile(ModelSwitchAppTest.Hub.class)
@Tag(TestsWithApplicationsOfTheirOwn.TAG)
class ModelSwitchAppTest {
  /** With a hub on this machine. */
  public static final class Hub implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("HF_ENDPOINT", StaticHub.address());
    }
  }

  @TestHTTPResource("/")
  URL page;

  @Test
  void aModelIsOfferedFetchedAndItsFailureSaid() throws Exception {
    TestApi api = new TestApi(page);
    assertThat(api.get("demo", "about").at("/download/state").asText()).isEqualTo("offered");
    given()
        .header("Origin", "http://elsewhere.example")
        .post(page + "models/fetch")
        .then()
        .statusCode(403);

    try (Browser browser = Browser.open("about:blank", 1280, 900)) {
      browser.goTo(page.toString());
      browser.waitUntilShown("[data-test=about-open]");
      browser.click("about-open");
      browser.waitUntilTextContains("model-words", "about 1.5 GB");
      browser.click("model-order");
      browser.waitUntilShown("[data-test=model-words][data-state=fetched]");
      browser.click("model-preview-start");
      browser.waitUntilTextContains("model-preview-summary", "There is no picture yet");
      browser.click("model-order");
      browser.waitUntilShown("[data-test=model-words][data-state=failed]");
      browser.waitUntilTextContains("model-words", "The stand-in goes on");
      browser.waitUntilTextContains("model-order", "Try again");
      browser.waitUntilTextContains("captioner-words", "can write your captions");
      browser.click("captioner-order");
      browser.waitUntilShown("[data-test=captioner-words][data-state=failed]");
      browser.waitUntilTextContains("captioner-words", "Florence-2-base-ft lacks");
      browser.waitUntilTextContains("captioner-words", "The stand-in goes on writing");
      assertThat(browser.consoleErrors()).isEmpty();
    }

    JsonNode about = api.get("demo", "about");
    assertThat(about.at("/download/message").asText()).contains("cannot be used: ");
    assertThat(about.at("/download/bytes").asLong())
        .isEqualTo(about.at("/download/of").asLong())
        .isPositive();
    assertThat(about.at("/models/0/standIn").asBoolean()).isTrue();
    assertThat(about.at("/captions/state").asText()).isEqualTo("failed");
    assertThat(about.at("/models/1/standIn").asBoolean()).isTrue();
  }
}
