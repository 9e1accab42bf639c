package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tray's buttons; what they do to uploads is in {@code src/test/js/uploads.test.js}. */
@QuarkusTest
class UploadsPageAppTest {
  private static final String SUMMARY =
      "document.querySelector('[data-test=tray-summary]').textContent";

  private static final String FOUR_ARE_KEPT =
      """
      (indexedDB.open('vitrine').onsuccess = ({ target }) =>
        (target.result.transaction('waiting-files').objectStore('waiting-files').count().onsuccess =
          ({ target: count }) => (window.kept = count.result)),
      window.kept === 4)
      """;

  @TestHTTPResource("/")
  URL page;

  @Test
  void whatWaitsIsCancelledWhatFailedIsRetriedAndWhatWasNotSentIsChosenAgain() {
    try (Browser browser = Browser.open("about:blank", 1280, 900).as("queue-keeper")) {
      browser.goTo(page.toString());
      browser.waitUntilShown("[data-test=welcome]:not([hidden])");
      browser.setLatency(Duration.ofMinutes(2));
      browser.choose("file-input", samples("camera", "chelsea", "coffee", "camera-small"));
      browser.waitUntilTextContains("tray-summary", "0 of 4 done");
      browser.click("tray-cancel");
      browser.waitUntilTextContains("tray-summary", "0 of 3 done");
      assertThat(browser.focused()).isNotEqualTo("BODY");
      browser.setOffline(true);
      browser.waitUntilTextContains("tray-summary", "3 failed");
      browser.setOffline(false);
      browser.click("tray-retry");
      browser.waitUntilTextContains("tray-summary", "of 3 done");
      browser.waitUntil("!/ of |failed/.test(" + SUMMARY + ")");
      assertThat(browser.text("tray-summary")).containsAnyOf("ready", "need you");
      chooseAgain(browser);
    }
  }

  @Test
  void whatAClosedPageHadNotSentIsSentByTheNext() {
    try (Browser browser = Browser.open("about:blank", 1280, 900).as("queue-closer")) {
      browser.goTo(page.toString());
      browser.waitUntilShown("[data-test=welcome]:not([hidden])");
      browser.setLatency(Duration.ofMinutes(2));
      browser.choose("file-input", samples("camera", "chelsea", "coffee", "camera-small"));
      browser.waitUntil(FOUR_ARE_KEPT);
      browser.goTo("about:blank");
      browser.setLatency(Duration.ZERO);
      browser.goTo(page.toString());
      browser.waitUntilTextContains("tray-summary", "of 4 done");
      browser.waitUntil("!/ of |failed/.test(" + SUMMARY + ")");
      browser.waitUntil("document.querySelector('[data-test=unsent]').hidden");
    }
  }

  private void chooseAgain(Browser browser) {
    browser.evaluate("localStorage.setItem('vitrine.unsent', JSON.stringify(['coffee.jpg']))");
    browser.goTo("about:blank");
    browser.goTo(page.toString());
    browser.waitUntilTextContains("unsent", "coffee.jpg");
    for (String input : new String[] {"file", "folder"}) {
      browser.evaluate(
          "void (%s.click = () => (window.chosen = '%s'))".formatted(of(input), input));
    }
    browser.click("unsent-folder");
    browser.waitUntil("window.chosen === 'folder'");
    browser.click("unsent-choose");
    browser.waitUntil("window.chosen === 'file'");
    browser.choose("file-input", samples("coffee"));
    browser.waitUntil("document.querySelector('[data-test=unsent]').hidden");
    browser.waitUntilTextContains("upload-text", "already");
  }

  private static String of(String input) {
    return "document.getElementById('%s-input')".formatted(input);
  }

  private static Path[] samples(String... names) {
    return Stream.of(names)
        .map(name -> TestApi.COFFEE.resolveSibling(name + ".jpg"))
        .toArray(Path[]::new);
  }
}
