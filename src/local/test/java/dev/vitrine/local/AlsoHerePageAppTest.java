package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** A picture that was uploaded twice, on its page and in Review; and those that are like it. */
@QuarkusTest
class AlsoHerePageAppTest {
  private static final String SELLER = "also-here";
  private static final String SHOWN = "document.querySelector('[data-test=review-picture]')";

  @Inject S3Client s3;

  @TestHTTPResource("/")
  URL page;

  @Test
  void leadsToTheOtherOne() throws Exception {
    TestApi api = new TestApi(page);
    String one = TestApi.put(s3, SELLER + "/one.jpg", TestApi.COFFEE);
    String two = TestApi.put(s3, SELLER + "/two.jpg", TestApi.COFFEE);
    api.awaitSettled(SELLER, one);
    api.awaitSettled(SELLER, two);
    String cat = TestApi.put(s3, SELLER + "/cat.jpg", TestApi.COFFEE.resolveSibling("chelsea.jpg"));
    api.awaitSettled(SELLER, cat);
    String similar = "images/" + one + "/similar";
    TestApi.await(
        "the table's stream has named all",
        () ->
            api.get(SELLER, similar).findValuesAsText("imageId").contains(two)
                && api.get(SELLER, similar + "?by=meaning").path("images").size() == 2);

    try (Browser browser = Browser.open("about:blank", 1280, 900).as(SELLER)) {
      browser.goTo(page + "#/pictures/" + one);
      browser.waitUntilTextContains("also-here", "1 picture that looks the same");
      browser.waitUntilShown("[data-test=similar-picture][data-key=" + cat + "]");
      browser.click("also-here-picture", two);
      browser.waitUntilTextContains("picture-name", "two.jpg");
      theSameIsDecidedForAllAlike(browser, api, List.of(one, two));
      browser.goTo(page + "#/duplicates");
      browser.waitUntilTextContains("duplicates-count", "1 picture is there more than once");
      browser.waitUntilTextContains("duplicates-hint", "some may differ in color");
      browser.resize(320, 700);
      browser.waitUntil("document.documentElement.scrollWidth <= innerWidth");
      comesBackToThem(browser, two);
      browser.click("keep-only", two);
      browser.click("bulk-delete-confirm");
      browser.waitUntilTextContains("duplicates-count", "No picture is there more than once");
      assertThat(api.get(SELLER, "images").findValuesAsText("imageId"))
          .containsOnlyOnce(two)
          .doesNotContain(one);
      browser.press("z");
      browser.waitUntilTextContains("duplicates-count", "1 picture is there more than once");
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  private static void comesBackToThem(Browser browser, String id) {
    browser.click("duplicate", id);
    browser.waitUntilTextContains("picture-name", "two.jpg");
    browser.setLatency(Duration.ofMinutes(1));
    browser.evaluate("history.back()");
    browser.waitUntilTextContains("duplicates-count", "1 picture is there more than once");
    browser.setLatency(Duration.ZERO);
    browser.evaluate("(window.old = true, location.reload())");
    browser.waitUntil("window.old === undefined");
  }

  private void theSameIsDecidedForAllAlike(Browser browser, TestApi api, List<String> ids)
      throws Exception {
    browser.goTo(page + "#/review");
    browser.waitUntilShown("[data-test=review-picture]");
    Object first = browser.evaluate(SHOWN + ".dataset.key");
    if (!ids.contains(String.valueOf(first))) {
      browser.press("n");
      browser.waitUntil(SHOWN + ".dataset.key !== '" + first + "'");
    }
    browser.waitUntilTextContains("alike", "Same for all alike (2)");
    JsonNode before = suggestions(api, ids.get(0));
    browser.pressWithShift("d");
    browser.waitUntilTextContains("toast", "Dismissed on 2 pictures");
    browser.waitUntilTextContains("review-view", "2 decisions");
    for (String id : ids) {
      TestApi.await("dismissed on both", () -> suggestions(api, id).size() < before.size());
    }
    browser.press("z");
    browser.waitUntilTextContains("toast", "Undone");
    for (String id : ids) {
      TestApi.await("undone on both", () -> suggestions(api, id).equals(before));
    }
  }

  private static JsonNode suggestions(TestApi api, String id) throws Exception {
    return api.get(SELLER, "images/" + id).path("suggestions");
  }
}
