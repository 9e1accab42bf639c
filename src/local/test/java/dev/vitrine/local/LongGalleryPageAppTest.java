package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.local.store.EmbeddedS3;
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

/** Finding pictures in a gallery: by going to a month, by filters, by views that are saved. */
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
    List<String> ids = uploaded(SELLER, PICTURES);
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
    assertThat(browser.evaluate("location.hash")).isEqualTo("#/?at=2026-08");
  }

  private static String top(Object id) {
    return "document.querySelector('[data-id=\"" + id + "\"]')?.getBoundingClientRect().top";
  }

  private static String firstCard() {
    return "document.querySelector('[data-test=card]')?.dataset.id";
  }

  @Test
  void shiftTakesARangeAndOrderAndDatesChooseWhatIsShown() {
    List<String> ids = uploaded("chooser", 6);
    try (Browser browser = Browser.open("about:blank", 1280, 900).as("chooser")) {
      browser.goTo(page + "#/");
      browser.click("card-select", ids.get(1));
      browser.clickWithShift("card-select", ids.get(4));
      browser.waitUntilTextContains("bulk-count", "4 selected");
      browser.clickWithShift("card-link", ids.get(5));
      browser.waitUntilTextContains("bulk-count", "5 selected");
      browser.click("bulk-restyle");
      browser.click("bulk-restyle-entry", "great-wave");
      browser.waitUntilTextContains("toast", "0 pictures to be restyled as The Great Wave");
      browser.waitUntilTextContains("toast", "5 not: This picture is not described yet");

      browser.select("sort", "Oldest first");
      browser.waitUntil(firstCard() + " === '" + ids.get(5) + "'");
      browser.waitUntil("document.getElementById('bulk').hidden");
      setDay(browser, "from", "2026-11-20");
      setDay(browser, "to", "2026-11-23");
      browser.waitUntil("document.querySelectorAll('[data-test=card]').length === 3");
      assertThat(browser.evaluate(firstCard())).isEqualTo(ids.get(4));
      assertThat(browser.texts("active-filter"))
          .containsExactly("From 2026-11-20", "Before 2026-11-23");
      browser.select("sort", "Newest first");
      browser.waitUntil(firstCard() + " === '" + ids.get(2) + "'");
    }
  }

  /** How a day is typed depends on the browser's language. */
  private static void setDay(Browser browser, String name, String day) {
    browser.waitUntilShown("[data-test=date-" + name + "]");
    browser.evaluate(
        """
        (() => {
          const field = document.querySelector('[data-test=date-%s]');
          field.value = '%s';
          field.dispatchEvent(new Event('change'));
        })()"""
            .formatted(name, day));
    browser.waitUntilShown("[data-test=active-filter][data-key=" + name + "]");
  }

  @Test
  void aFilterIsKeptInThisBrowserUnderTheSellersName() {
    uploaded("view-saver", 2);
    try (Browser browser = Browser.open("about:blank", 1280, 900).as("view-saver")) {
      browser.goTo(page + "#/");
      browser.waitUntilShown("[data-test=card]");
      assertThat(browser.evaluate("document.getElementById('saved-views').hidden")).isEqualTo(true);
      browser.goTo(page + "#/?text=1.jpg&sort=oldest");
      browser.click("saved-views");
      browser.write("view-name", "First ones" + Keys.ENTER);
      browser.waitUntilTextContains("toast", "saved in this browser");
      browser.click("view-rename", "First ones");
      browser.write("view-new-name", "Last ones" + Keys.ENTER);
      browser.waitUntilShown("[data-test=view-open][aria-current]");
      assertThat(browser.focused()).isEqualTo("view-open");

      browser.goTo(page + "#/");
      browser.evaluate("(window.old = true, location.reload())");
      browser.waitUntil(
          "window.old === undefined && !document.getElementById('saved-views').hidden");
      browser.click("saved-views");
      browser.click("view-open", "Last ones");
      browser.waitUntil("location.hash === '#/?text=1.jpg&sort=oldest'");
      browser.waitUntil("document.querySelectorAll('[data-test=card]').length === 1");

      browser.click("saved-views");
      browser.click("view-delete", "Last ones");
      browser.waitUntil("!document.querySelector('[data-test=view-open]')");
      browser.click("undo");
      browser.waitUntilTextContains("toast", "Undone");
      browser.click("saved-views");
      browser.waitUntilTextContains("view-open", "Last ones");
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  @Test
  void aRectangleThatIsDrawnOverTheGridSelectsWhatItTouches() {
    List<String> ids = uploaded("rectangle", 40);
    try (Browser browser = Browser.open("about:blank", 1280, 900).as("rectangle")) {
      browser.resize(1280, 900);
      browser.goTo(page + "#/");
      browser.waitUntilShown("[data-id='" + ids.get(6) + "']");
      int left = pixel(browser, box(ids.get(0)) + ".left");
      int top = pixel(browser, box(ids.get(0)) + ".top");
      int second = pixel(browser, box(ids.get(1)) + ".left");
      browser.draw(left - 12, top + 40, second + 30, top + 90);
      browser.waitUntilTextContains("bulk-count", "2 selected");
      browser.letGo();
      assertThat(browser.evaluate("document.querySelector('.rectangle').hidden")).isEqualTo(true);

      int below = pixel(browser, box(ids.get(5)) + ".top");
      browser.drawWithShift(left - 12, below + 90, left + 20, below + 120);
      browser.waitUntilTextContains("bulk-count", "3 selected");
      browser.letGo();

      browser.draw(left - 12, top - 12, left + 20, top + 20);
      browser.waitUntilTextContains("bulk-count", "1 selected");
      browser.press(Keys.ESCAPE);
      browser.waitUntilTextContains("bulk-count", "3 selected");
      browser.letGo();

      browser.draw(left - 12, top - 12, second + 30, 895);
      browser.waitUntil("scrollY > 500");
      browser.waitUntil("parseInt(document.querySelector('#bulk strong').textContent) >= 10");
      browser.letGo();
      browser.evaluate("scrollTo(0, 0)");
      browser.draw(left + 40, top + 40, second + 30, top + 90);
      assertThat(browser.evaluate("document.querySelector('.rectangle').hidden")).isEqualTo(true);
      browser.letGo();
    }
  }

  private static int pixel(Browser browser, String script) {
    return ((Number) browser.evaluate(script)).intValue();
  }

  private static String box(String id) {
    return "document.querySelector('[data-id=\"" + id + "\"]').getBoundingClientRect()";
  }

  /** {@return the ids of pictures, newest first: one a day} */
  private List<String> uploaded(String seller, int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(receive(seller, i).imageId().value());
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
