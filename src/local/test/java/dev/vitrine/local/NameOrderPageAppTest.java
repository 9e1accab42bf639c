package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Examples;
import dev.vitrine.image.ImageId;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.local.s3.EmbeddedS3;
import dev.vitrine.upload.Upload;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** A gallery in the order of the files' names. */
@QuarkusTest
class NameOrderPageAppTest {
  private static final String SELLER = "name-order";
  private static final String SETTLING = "name-order-settling";
  private static final int PICTURES = 110;
  private static final Instant NEWEST = Instant.parse("2026-11-24T10:00:00Z");

  /** Answers for the list by name take a second and a half longer, and are noted. */
  private static final String SLOW_LOOKS =
      """
      void (window.looks = [], window.real = fetch, window.fetch = async (url, how) => {
        if (!String(url).includes('sort=name')) return real(url, how);
        const look = { begin: performance.now(), end: Infinity };
        looks.push(look);
        await new Promise((resolve) => setTimeout(resolve, 1500));
        const answer = await real(url, how);
        look.end = performance.now();
        return answer;
      })""";

  @Inject Catalog catalog;

  @TestHTTPResource("/")
  URL page;

  @Test
  void filesAreInTheOrderOfTheirNamesAndAreFoundByThem() throws Exception {
    List<String> ids = uploaded(SELLER);
    try (Browser browser = Browser.open("about:blank", 1280, 900).as(SELLER)) {
      browser.goTo(page + "#/");
      browser.waitUntilShown("[data-test=card]");
      browser.select("sort", "Name A to Z");
      browser.waitUntil(firstCards(ids, 0, 1, 2, 3));
      browser.evaluate("(window.old = true, location.reload())");
      browser.waitUntil("window.old === undefined && " + firstCards(ids, 0, 1, 2, 3));
      assertThat(browser.evaluate("document.querySelector('[data-test=sort]').value"))
          .isEqualTo("name");

      browser.click("go-to");
      browser.waitUntil("document.activeElement.dataset.test === 'go-to-name'");
      browser.keepScreenshot("go-to-name-1280");
      browser.write("go-to-name", "img_60" + Keys.ENTER);
      browser.waitUntilTextContains("gallery-beginning", "From img_60 on");
      browser.waitUntil(firstCards(ids, 60, 61, 62));
      assertThat(browser.evaluate("location.hash")).isEqualTo("#/?sort=name&at=img_60");

      browser.pressOn("card-link", ids.get(60), Keys.ENTER);
      browser.waitUntilShown("[data-test=previous-picture][href$='" + ids.get(59) + "']");
      browser.waitUntilShown("[data-test=next-picture][title='Next picture']");
      browser.press(Keys.ARROW_RIGHT);
      browser.waitUntilShown("[data-test=next-picture][href$='" + ids.get(62) + "']");

      goesBothWays(browser, ids);
      isKeptAsAView(browser);
      for (int width : new int[] {390, 320}) {
        browser.resize(width, 800);
        browser.click("go-to");
        browser.waitUntil("document.documentElement.scrollWidth <= innerWidth");
        browser.waitUntil(
            "document.querySelector('#go-to .menu-panel').getBoundingClientRect().left >= 0");
        browser.keepScreenshot("go-to-name-" + width);
        browser.press(Keys.ESCAPE);
      }
      // The pictures were put into the catalog without a workflow.
      assertThat(browser.consoleErrors()).allMatch(error -> error.contains("/execution - "));
    }
  }

  @Test
  void whilePicturesSettleOneLookAtTheListFollowsTheOther() throws Exception {
    List<String> ids = uploaded(SETTLING);
    try (Browser browser = Browser.open("about:blank", 1280, 900).as(SETTLING)) {
      browser.goTo(page + "#/?sort=name");
      browser.waitUntil(firstCards(ids, 0, 1, 2, 3));
      browser.evaluate(SLOW_LOOKS);
      for (int hours = 0; hours < 6; hours++) {
        ImageId newest = new ImageId(ids.get(3 * hours)); // 37 * 3 is 1, modulo 110
        catalog.update(SETTLING, newest, image -> Examples.failed(image, Examples.ERROR, NEWEST));
        Thread.sleep(800);
      }
      browser.waitUntilShown("[data-id='" + ids.get(15) + "'][data-status=failed]");
      assertThat(browser.evaluate("looks.length")).isNotEqualTo(1L);
      assertThat(
              browser.evaluate(
                  "looks.slice(1).map((look, i) => look.begin - looks[i].end)"
                      + ".filter((pause) => pause < 2900).join()"))
          .as("shorter pauses, in milliseconds")
          .isEqualTo("");
    }
  }

  /** Back from the picture; then what is before the place, and the same from the last name down. */
  private static void goesBothWays(Browser browser, List<String> ids) {
    browser.press(Keys.ESCAPE);
    browser.waitUntil("document.activeElement.dataset.key === '" + ids.get(61) + "'");
    browser.evaluate("scrollTo(0, 0)");
    browser.waitUntil(firstCards(ids, 0, 1, 2));
    browser.waitUntil("document.querySelector('[data-test=gallery-beginning]').hidden");

    browser.evaluate("scrollTo(0, 6000)");
    browser.waitUntil("history.state?.place?.near?.name && history.state.place.index > 10");
    Object place = browser.evaluate("history.state.place.imageId");
    browser.evaluate("(window.old = true, location.reload())");
    browser.waitUntil("window.old === undefined && Boolean(" + top(place) + ")");
    browser.waitUntil("Math.abs(" + top(place) + ") < 400");

    browser.select("sort", "Name Z to A");
    browser.waitUntil(firstCards(ids, 109, 108, 107));
    assertThat(browser.evaluate("location.hash")).isEqualTo("#/?sort=-name");
    browser.click("go-to");
    browser.write("go-to-name", "IMG_9" + Keys.ENTER);
    browser.waitUntil(firstCards(ids, 9, 8, 7));
    browser.evaluate("history.back()");
    browser.waitUntil(firstCards(ids, 109, 108, 107));
  }

  private static String top(Object id) {
    return "document.querySelector('[data-id=\"" + id + "\"]')?.getBoundingClientRect().top";
  }

  private static void isKeptAsAView(Browser browser) {
    browser.click("saved-views");
    browser.write("view-name", "By name" + Keys.ENTER);
    browser.waitUntilTextContains("toast", "saved in this browser");
    browser.click("saved-views");
  }

  private static String firstCards(List<String> ids, int... numbers) {
    StringBuilder wanted = new StringBuilder();
    for (int number : numbers) {
      wanted.append(wanted.isEmpty() ? "" : ",").append(ids.get(number));
    }
    return "[...document.querySelectorAll('[data-test=card]')].slice(0, "
        + numbers.length
        + ").map((card) => card.dataset.id).join() === '"
        + wanted
        + "'";
  }

  /**
   * {@return the ids of pictures, by the numbers in their names; uploaded in quite another order}
   */
  private List<String> uploaded(String seller) throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < PICTURES; i++) {
      PictureRef picture =
          PictureRef.of(
              EmbeddedS3.BUCKET,
              seller + "/of-test/" + 37 * i % PICTURES + "/IMG_" + i + ".jpg",
              null,
              Revision.ofSequencer("%08X".formatted(i)));
      catalog.receive(new Upload(picture, 10, NEWEST.minus(Duration.ofHours(37 * i % PICTURES))));
      ids.add(picture.imageId().value());
    }
    TestApi api = new TestApi(page);
    TestApi.await(
        "the list follows",
        () ->
            api.get(seller, "cards?sort=name&limit=100").path("cards").size() == 100
                && api.get(seller, "cards?sort=name&fromName=IMG_100").path("cards").size() == 10);
    return ids;
  }
}
