package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import software.amazon.awssdk.services.s3.S3Client;

/** What a seller keeps while no answer comes, in a real browser. */
@QuarkusTest
class AwayPageAppTest {
  private static final String SELLER = "away";
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
  void nothingTypedIsLostWhileVitrineIsAway() throws Exception {
    String id = uploaded("coffee.jpg");
    api.awaitSettled(SELLER, id);
    try (Browser browser = openView("#/pictures/" + id)) {
      browser.waitUntilShown("[data-test=tag-input]");
      browser.setOffline(true);
      browser.write("tag-input", "handmade");
      browser.click("tag-add");
      browser.waitUntilTextContains("toast", "cannot be reached");
      assertThat(browser.evaluate("document.querySelector('[data-test=tag-input]').value"))
          .isEqualTo("handmade");
      browser.goTo(page + "#/vocabulary");
      browser.waitUntilShown("[data-test=vocabulary-retry]");
      browser.setOffline(false);
      browser.click("vocabulary-retry");
      browser.waitUntilTextContains("vocabulary-version", "retail");
    }
  }

  @Test
  void anOrderForManyPicturesIsMadeAgainByOneClick() throws Exception {
    String id = uploaded("chelsea.jpg");
    api.awaitSettled(SELLER, id);
    try (Browser browser = openView("")) {
      browser.click("card-select", id);
      browser.click("bulk-tag");
      browser.pressOn("bulk-tag-input", Keys.ENTER); // Nothing is typed yet: the dialog stays.
      browser.write("bulk-tag-input", "spring collection");
      browser.setOffline(true);
      browser.pressOn("bulk-tag-input", Keys.ENTER);
      browser.waitUntilTextContains("toast", "cannot be reached");
      assertThat(browser.text("bulk-count")).isEqualTo("1 selected");
      browser.waitUntilShown("[data-test=offline]:not([hidden])");

      browser.setOffline(false);
      browser.click("undo");
      browser.waitUntilTextContains("toast", "1 picture tagged spring collection");
      browser.waitUntilShown("[data-test=offline][hidden]");
      browser.press("z");
      browser.waitUntilTextContains("toast", "Undone: 1 picture tagged");

      browser.setLatency(Duration.ofSeconds(3));
      browser.click("bulk-retry");
      browser.click("bulk-tag");
      browser.write("bulk-tag-input", "autumn" + Keys.ENTER);
      browser.waitUntilTextContains("toast", "What you ordered before is not done yet.");
      browser.setLatency(Duration.ZERO);
      browser.waitUntilTextContains("toast", "Nothing has failed");
    }
  }

  private Browser openView(String view) {
    Browser browser = Browser.open("about:blank", 1280, 900).as(SELLER);
    browser.goTo(page + view);
    return browser;
  }

  private String uploaded(String name) {
    return TestApi.put(s3, SELLER + "/" + name, SAMPLES.resolve(name));
  }
}
