package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The tray's buttons; what they do to uploads is in {@code src/test/js/uploads.test.js}. */
@QuarkusTest
class UploadsPageAppTest {
  private static final String SUMMARY =
      "document.querySelector('[data-test=tray-summary]').textContent";

  private static final String TRAY_IS_OPEN =
      "(document.querySelector('[data-test=tray-fold]').ariaExpanded === 'true')";

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
      browser.waitUntilTextContains("upload-text", "Trying again.");
      browser.setOffline(false);
      browser.waitUntil("!/ of |failed/.test(" + SUMMARY + ")");
      assertThat(browser.text("tray-summary")).containsAnyOf("ready", "need you");
      retry(browser);
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

  private static void retry(Browser browser) {
    browser.evaluate(
        "void (window.real = fetch, window.fetch = (url, how) => url === 'uploads'"
            + " ? Promise.resolve(new Response('{}', { status: 503 })) : real(url, how))");
    browser.choose("file-input", samples("coffee-small"));
    browser.waitUntilTextContains("tray-summary", "1 failed");
    browser.evaluate("void (window.fetch = real)");
    browser.click("tray-retry");
    browser.waitUntil("!/ of |failed/.test(" + SUMMARY + ")");
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

  @Test
  void onAPhoneTheTrayIsALineThatOpensOnATapAndGivesWay() {
    try (Browser browser = Browser.open("about:blank", 1280, 900).as("queue-on-a-phone")) {
      browser.resize(390, 844);
      browser.goTo(page.toString());
      browser.waitUntilShown("[data-test=welcome]:not([hidden])");
      browser.waitUntil("performance.now() > 3000");
      assertThat(String.valueOf(browser.evaluate("document.getElementById('announcer').innerText")))
          .doesNotContain("not sent");
      browser.choose("file-input", samples("camera", "chelsea"));
      browser.waitUntilTextContains("tray-summary", "ready");
      browser.resize(320, 700);
      assertThat((Long) browser.evaluate("document.getElementById('tray').offsetHeight"))
          .isLessThan(60);
      browser.click("tray-summary");
      browser.waitUntil(TRAY_IS_OPEN);
      browser.press(Keys.ESCAPE);
      browser.waitUntil("!" + TRAY_IS_OPEN);
      assertThat(browser.focused()).isEqualTo("tray-fold");
      browser.click("tray-summary");
      browser.click("filters-open");
      browser.waitUntil("!" + TRAY_IS_OPEN);
      browser.waitUntilShown("[data-test=filters].open");
      browser.click("tray-summary");
      browser.evaluate("void (location.hash = '#/bin')");
      browser.waitUntil("!" + TRAY_IS_OPEN);
      assertThat(browser.consoleErrors()).isEmpty();
    }
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
