package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.local.store.EmbeddedS3;
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

/** Going to a month of a long gallery, and on from there. */
@QuarkusTest
class LongGalleryPageAppTest {
  private static final String SELLER = "long-gallery";
  private static final int PICTURES = 110;
  private static final Instant NEWEST = Instant.parse("2026-11-24T10:00:00Z");

  @Inject Catalog catalog;

  @TestHTTPResource("/")
  URL page;

  @Test
  void aMonthLeadsToOlderAndNewerPicturesAndIsKept() {
    List<String> ids = uploaded();
    int first = (int) Duration.between(Instant.parse("2026-10-01T00:00:00Z"), NEWEST).toDays() + 1;
    try (Browser browser = Browser.open("about:blank", 1280, 900).as(SELLER)) {
      browser.goTo(page + "#/");
      browser.waitUntil("document.querySelectorAll('[data-test=card]').length > 10");
      monthsThatFailAreLookedUpAgain(browser);
      browser.pressOn("card-link", ids.get(0), "x");
      browser.waitUntilTextContains("bulk-count", "1 selected");
      browser.click("go-to");
      browser.click("month", "2026-09");
      browser.waitUntil("document.getElementById('bulk').hidden");
      browser.waitUntilTextContains("gallery-beginning", "From September 2026 backwards");
      browser.waitUntil(firstCard() + " === '" + ids.get(first) + "'");

      browser.pressOn("card-link", ids.get(first), Keys.ENTER);
      browser.waitUntilShown("[data-test=previous-picture][href$='" + ids.get(first - 1) + "']");
      browser.press(Keys.ESCAPE);
      browser.waitUntil("document.activeElement.dataset.key === '" + ids.get(first) + "'");

      browser.click("go-to");
      browser.click("month", "2026-08");
      browser.waitUntilTextContains("gallery-beginning", "From August 2026 backwards");
      requestsFail(browser, "sort=oldest");
      browser.click("earlier");
      browser.waitUntilTextContains("not-loaded", "The pictures could not be loaded.");
      requestsSucceed(browser);
      browser.waitUntilTextContains("earlier", "Try again");
      browser.click("earlier");
      browser.waitUntil("document.activeElement.dataset.key === '" + ids.get(first + 29) + "'");
      browser.click("go-to");
      for (int width : new int[] {1280, 390, 320}) {
        browser.resize(width, 800);
        browser.waitUntil("document.documentElement.scrollWidth <= innerWidth");
        browser.waitUntil(
            "document.querySelector('#go-to .menu-panel').getBoundingClientRect().left >= 0");
      }
      keepsItsPlace(browser);
    }
  }

  private static void monthsThatFailAreLookedUpAgain(Browser browser) {
    requestsFail(browser, "months?");
    browser.click("go-to");
    browser.waitUntilShown("[data-test=months-retry]");
    requestsSucceed(browser);
    browser.click("months-retry");
    browser.waitUntilTextContains("month", "30 pictures");
    browser.click("go-to");
  }

  private static void requestsFail(Browser browser, String partOfUrl) {
    browser.evaluate(
        "void (window.real = fetch, window.fetch = (url, how) => url.includes('"
            + partOfUrl
            + "') ? Promise.reject(new TypeError('cut')) : real(url, how))");
  }

  private static void requestsSucceed(Browser browser) {
    browser.evaluate("void (window.fetch = real)");
  }

  private static void keepsItsPlace(Browser browser) {
    browser.click("go-to");
    browser.evaluate("scrollTo(0, 6000)");
    browser.waitUntil("history.state?.place?.index > 10");
    Object place = browser.evaluate("history.state.place.imageId");
    browser.evaluate("(window.old = true, location.reload())");
    browser.waitUntil("window.old === undefined && Boolean(" + top(place) + ")");
    browser.waitUntil("Math.abs(" + top(place) + ") < 400");
    assertThat(browser.evaluate("location.hash")).isEqualTo("#/?at=2026-08");
  }

  private static String top(Object id) {
    return "document.querySelector('[data-id=\"" + id + "\"]')?.getBoundingClientRect().top";
  }

  private static String firstCard() {
    return "document.querySelector('[data-test=card]')?.dataset.id";
  }

  /** {@return the ids of pictures, newest first: one a day} */
  private List<String> uploaded() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < PICTURES; i++) {
      PictureRef picture =
          PictureRef.of(
              EmbeddedS3.BUCKET,
              SELLER + "/of-test/" + i + ".jpg",
              null,
              Revision.ofSequencer("%08X".formatted(PICTURES - i)));
      catalog.receive(new Upload(picture, 10, NEWEST.minus(Duration.ofDays(i))));
      ids.add(picture.imageId().value());
    }
    return ids;
  }
}
