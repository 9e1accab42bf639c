package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.local.s3.EmbeddedS3;
import dev.vitrine.upload.Upload;
import dev.vitrine.vocabulary.TagLabel;
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

/** Finding pictures in a gallery: by going to a month, and by filters. */
@QuarkusTest
class LongGalleryPageAppTest {
  private static final String SELLER = "long-gallery";
  private static final String FILTERED = "filtered-gallery";
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

  /** Of six pictures two are red cups, two navy cups, and two red mugs. */
  @Test
  void filtersAddUpSayWhatTheyWouldLeaveAndAreKept() throws Exception {
    TestApi api = new TestApi(page);
    for (int i = 0; i < 6; i++) {
      receive(FILTERED, i, i < 4 ? "cup" : "mug", i % 4 < 2 ? "red" : "navy");
    }
    TestApi.await(
        "the lists follow",
        () ->
            api.get(FILTERED, "selection?attribute=color:red").path("images").asInt() == 4
                && api.get(FILTERED, "selection?tag=cup").path("images").asInt() == 4);
    try (Browser browser = Browser.open("about:blank", 1280, 900).as(FILTERED)) {
      browser.goTo(page + "#/?attribute=color:red");
      browser.waitUntilTextContains("total", "4");
      browser.waitUntil(facet("tag:mug") + " === 'mug2'");
      browser.click("facet", "tag:cup");
      browser.waitUntil(facet("color:navy") + " === 'navy2'");
      browser.waitUntil(cards(2));
      browser.click("facet", "color:navy");
      browser.waitUntil(cards(4));
      browser.waitUntil("document.querySelector('[data-test=total]')?.innerText === '4'");
      assertThat(browser.text("active-filters").replaceAll("\\s+", " "))
          .isEqualTo("cup Color: navy or Color: red");

      browser.click("active-filter", "attribute:color:red");
      browser.waitUntil(cards(2));
      assertThat(browser.evaluate("location.hash")).isEqualTo("#/?tag=cup&attribute=color%3Anavy");
      browser.evaluate("history.back()");
      browser.waitUntil(cards(4));
      browser.evaluate("(window.old = true, location.reload())");
      browser.waitUntil("window.old === undefined && " + cards(4));
      browser.waitUntilTextContains("active-filters", "Color: red");
      browser.resize(320, 800);
      browser.waitUntil("document.documentElement.scrollWidth <= innerWidth");
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  private static String cards(int count) {
    return "document.querySelectorAll('[data-test=card]').length === " + count;
  }

  private static String facet(String key) {
    return "document.querySelector('[data-test=facet][data-key=\"" + key + "\"]')?.textContent";
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
    scrollsNoOtherView(browser, place);
    assertThat(browser.evaluate("location.hash")).isEqualTo("#/?at=2026-08");
  }

  /** The gallery, begun anew far down, is left before its pictures come. */
  private static void scrollsNoOtherView(Browser browser, Object place) {
    browser.evaluate("void (location.hash = '#/pictures/" + place + "')");
    browser.waitUntilShown("[data-test=picture-name]");
    browser.evaluate("(window.old = true, location.reload())");
    browser.waitUntil("window.old === undefined");
    browser.waitUntilShown("[data-test=back]");
    browser.setLatency(Duration.ofSeconds(2));
    browser.evaluate("history.back()");
    browser.waitUntilShown("[data-test=gallery][aria-busy]");
    browser.evaluate("void (location.hash = '#/vocabulary')");
    browser.waitUntilShown("[data-test=gallery]:not([aria-busy])");
    browser.setLatency(Duration.ZERO);
    browser.waitUntilShown("[data-test=vocabulary-attribute]");
    assertThat(browser.evaluate("scrollY")).isEqualTo(0L);
    browser.evaluate("history.back()");
    browser.waitUntilShown("[data-test=gallery-beginning]:not([hidden])");
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
      ids.add(receive(SELLER, i).imageId().value());
    }
    return ids;
  }

  /** {@return the picture that was uploaded a number of days before the newest} */
  private PictureRef receive(String seller, int days) {
    PictureRef picture =
        PictureRef.of(
            EmbeddedS3.BUCKET,
            seller + "/of-test/" + days + ".jpg",
            null,
            Revision.ofSequencer("%08X".formatted(PICTURES - days)));
    catalog.receive(new Upload(picture, 10, NEWEST.minus(Duration.ofDays(days))));
    return picture;
  }

  private void receive(String seller, int days, String tag, String color) {
    PictureRef picture = receive(seller, days);
    catalog.update(
        seller,
        picture.imageId(),
        image ->
            image.with(
                image
                    .corrections()
                    .tagAdded(new TagLabel(tag), NEWEST)
                    .attributeSet("color", color, NEWEST)));
  }
}
