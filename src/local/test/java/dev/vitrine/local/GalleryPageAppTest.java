package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Catalog;
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

/**
 * Choosing pictures in the gallery: by a range, a rectangle, order and dates, a view that is saved.
 */
@QuarkusTest
class GalleryPageAppTest {
  private static final Instant NEWEST = Instant.parse("2026-11-24T10:00:00Z");

  @Inject Catalog catalog;

  @TestHTTPResource("/")
  URL page;

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
      browser.click("nav-products");
      browser.waitUntilShown("[data-test=products-view]:not([hidden])");
      browser.waitUntil("document.getElementById('bulk').hidden");
      browser.evaluate("history.back()");
      browser.waitUntilTextContains("bulk-count", "5 selected");

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
    browser.waitUntilShown("[data-test=active-filter][data-key='" + name + ":" + day + "']");
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

  private static String firstCard() {
    return "document.querySelector('[data-test=card]')?.dataset.id";
  }

  /** {@return the ids of pictures, newest first: one a day} */
  private List<String> uploaded(String seller, int count) {
    List<String> ids = new ArrayList<>();
    for (int days = 0; days < count; days++) {
      PictureRef picture =
          PictureRef.of(
              EmbeddedS3.BUCKET,
              seller + "/of-test/" + days + ".jpg",
              null,
              Revision.ofSequencer("%08X".formatted(count - days)));
      catalog.receive(new Upload(picture, 10, NEWEST.minus(Duration.ofDays(days))));
      ids.add(picture.imageId().value());
    }
    return ids;
  }
}
