package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import software.amazon.awssdk.services.s3.S3Client;

/** Looking at one picture: in full size, beside its paintings, and saved as a file. */
@QuarkusTest
class PictureLooksPageAppTest {
  @Inject S3Client s3;

  private static final String THUMBNAIL = "document.querySelector('[data-test=card] img')";

  /** How often the gallery was read. */
  private static final String LOOKS =
      "performance.getEntriesByType('resource').filter(({ name }) => name.includes('/cards?')).length";

  @TestHTTPResource("/")
  URL page;

  @Test
  void aPictureIsEnlargedComparedAndSavedByKeys(@TempDir Path folder) throws Exception {
    TestApi api = new TestApi(page);
    String id = TestApi.put(s3, "looker/red cup.jpg", TestApi.COFFEE, "great-wave");
    api.awaitRestyled("looker", id);
    try (Browser browser = Browser.open("about:blank", 1280, 900).as("looker").savesTo(folder)) {
      browser.goTo(page + "#/pictures/" + id);
      browser.click("expand");
      browser.press("+");
      browser.waitUntilTextContains("viewer-zoom", "140%");
      browser.click("viewer-original");
      browser.waitUntilTextContains("viewer-is-original", "Original");
      browser.press(Keys.ESCAPE);
      browser.waitUntil("!document.querySelector('[data-test=viewer]')");
      assertThat(browser.focused()).isEqualTo("expand");
      browser.click("original-download");
      TestApi.await("the original is saved", () -> Files.exists(folder.resolve("red cup.jpg")));
      assertThat(folder.resolve("red cup.jpg")).hasSameBinaryContentAs(TestApi.COFFEE);

      browser.evaluate("void document.querySelectorAll('[data-test=strip]')[1].click()");
      browser.pressOn("compare", Keys.ARROW_RIGHT);
      assertThat(browser.evaluate("document.querySelector('[data-test=compare]').ariaValueText"))
          .isEqualTo("51% Original, 49% The Great Wave off Kanagawa");
      browser.click("restyle-download");
      TestApi.await(
          "the painting is saved", () -> Files.exists(folder.resolve("red cup-great-wave.jpg")));

      browser.click("restyle-button", "starry-night");
      browser.waitUntil(
          "[...document.querySelectorAll('[data-test=strip]')].at(-1).innerText.includes('Painting')");
      browser.waitUntil(
          "[...document.querySelectorAll('[data-test=restyle-button]')]"
              + ".every((b) => !b.hasAttribute('aria-disabled'))");
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  @Test
  void aThumbnailIsAskedForAgainAndTheHeadingIsNotReadAgain() throws Exception {
    TestApi api = new TestApi(page);
    String id = TestApi.put(s3, "looks-again/cup.jpg", TestApi.COFFEE);
    api.awaitSettled("looks-again", id);
    try (Browser browser = Browser.open("about:blank", 1280, 900).as("looks-again")) {
      browser.goTo(page + "#/");
      browser.waitUntil(THUMBNAIL + "?.naturalWidth > 0");
      browser.evaluate("void " + THUMBNAIL + ".dispatchEvent(new Event('error'))");
      browser.waitUntil("!" + THUMBNAIL);
      browser.waitUntil(THUMBNAIL + "?.naturalWidth > 0");

      browser.click("card-link", id);
      browser.waitUntilTextContains("picture-name", "cup.jpg");
      browser.waitUntilShown("[data-test=facts]");
      browser.evaluate(
          "void (window.heading = document.activeElement, window.looks = " + LOOKS + ")");
      assertThat(browser.focused()).isEqualTo("picture-name");
      browser.waitUntil(LOOKS + " >= looks + 2");
      assertThat(browser.evaluate("heading.isConnected")).isEqualTo(true);
    }
  }
}
