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

  private static final String NOTHING_IS_BEING_STORED =
      "dispatchEvent(new Event('beforeunload', { cancelable: true }))";

  /** Reads the picture, and gives the answer to the page only when it is let go. */
  private static final String HOLD_THE_NEXT_LOOK =
      """
      (() => {
        const real = fetch;
        window.fetch = async (url, how) => {
          const answer = await real(url, how);
          if (window.looksAfter !== undefined && url === 'images/%1$s/execution') window.looksAfter += 1;
          if (url !== 'images/%1$s' || window.letGo || (how.method ?? 'GET') !== 'GET') return answer;
          await new Promise((resolve) => (window.letGo = () => {
            resolve();
            setTimeout(() => (window.looksAfter = 0), 300);
          }));
          return answer;
        };
        document.dispatchEvent(new Event('visibilitychange'));
      })()""";

  /** Watches whether a tag goes away, also for a moment. */
  private static final String IS_TAKEN_AWAY =
      """
      (window.isTakenAway = false, new MutationObserver(() => {
        if (!document.querySelector('[data-test=tag][data-key=%s]')) window.isTakenAway = true;
      }).observe(document.body, { subtree: true, childList: true }))""";

  private static final String LOSE_THE_FIRST_ANSWER =
      """
      (() => {
        const real = fetch;
        window.fetch = async (url, how) => {
          const answer = await real(url, how);
          if (how.method !== 'POST' || window.isLost) return answer;
          window.isLost = true;
          throw new TypeError('lost');
        };
      })()""";

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
  void stylesThatCouldNotBeReadAreReadWhenTheSellerAsks() throws Exception {
    String id = uploaded("camera.jpg");
    api.awaitSettled(SELLER, id);
    try (Browser browser = Browser.open("about:blank", 1280, 900).as(SELLER)) {
      browser.block(page + "styles");
      browser.goTo(page + "#/pictures/" + id);
      browser.waitUntilTextContains("styles-unread", "The styles could not be read.");
      browser.block();
      browser.evaluate("document.querySelector('.stage [data-test=styles-again]').click()");
      browser.waitUntilShown(".stage [data-test=restyle-button]");
      browser.click("arrival");
      browser.click("arrival-style", "great-wave");
      assertThat(browser.texts("styles-unread")).isEmpty();
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

  @Test
  void aDecisionThatWasNotStoredDoesNotKeepOlderOnesFromBeingUndone() throws Exception {
    String id = uploaded("camera.jpg");
    api.awaitSettled(SELLER, id);
    try (Browser browser = openView("#/review")) {
      browser.waitUntilShown("[data-test=doubt]");
      browser.evaluate(
          "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', repeat: true, bubbles: true }))");
      assertThat(browser.text("toast")).as("after a key that is held down").isEmpty();
      browser.press("a");
      browser.waitUntilTextContains("toast", "Accepted");
      browser.waitUntilTextContains("review-view", "1 decision");
      browser.waitUntil(NOTHING_IS_BEING_STORED);
      browser.setOffline(true);
      browser.press("a");
      browser.waitUntilTextContains("toast", "cannot be reached");
      browser.setOffline(false);
      browser.press("z");
      browser.waitUntilTextContains("toast", "Not stored");
      browser.press("z");
      browser.waitUntilTextContains("toast", "Undone: Accepted");
    }
  }

  @Test
  void aLateAnswerDoesNotBringBackAPictureAsItWas() throws Exception {
    String id = uploaded("coffee-small.jpg");
    api.awaitSettled(SELLER, id);
    try (Browser browser = openView("#/pictures/" + id)) {
      browser.waitUntilShown("[data-test=tag-input]");
      browser.evaluate("void " + HOLD_THE_NEXT_LOOK.formatted(id));
      browser.waitUntil("window.letGo !== undefined");
      browser.write("tag-input", "newest" + Keys.ENTER);
      browser.waitUntilShown("[data-test=tag][data-key=newest]");
      browser.evaluate("void " + IS_TAKEN_AWAY.formatted("newest"));
      browser.evaluate("void window.letGo()");
      browser.waitUntil("window.looksAfter > 0");
      assertThat(browser.evaluate("window.isTakenAway")).isEqualTo(false);
    }
  }

  @Test
  void aDeletionIsUndoneAlsoWhereTheAnswerToThatIsLost() throws Exception {
    String id = uploaded("chelsea-small.jpg");
    api.awaitSettled(SELLER, id);
    try (Browser browser = openView("#/pictures/" + id)) {
      browser.click("delete");
      browser.click("delete-confirm");
      browser.waitUntilTextContains("toast", "Picture deleted");
      browser.evaluate("void " + LOSE_THE_FIRST_ANSWER);
      browser.press("z");
      browser.waitUntilTextContains("toast", "Undone: Picture deleted");
      browser.waitUntilShown("[data-test=card][data-id='" + id + "']");
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
