package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** Where things stand in a window, in a real browser. */
@QuarkusTest
class LayoutPageAppTest {
  private static final String SELLER = "layout";

  /** How many pixels of the hint have no room in the field. */
  private static final String HINT_LEFT_OUT =
      """
      (() => {
        const field = document.querySelector('[data-test=search]');
        const style = getComputedStyle(field);
        const pen = document.createElement('canvas').getContext('2d');
        pen.font = style.font;
        const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
        return Math.max(0, Math.ceil(pen.measureText(field.placeholder).width - room));
      })()""";

  @Inject S3Client s3;

  @TestHTTPResource("/")
  URL page;

  @Test
  void everyViewBeginsWhereTheHeaderDoes() throws Exception {
    try (Browser browser = Browser.open("about:blank", 1280, 900).as(SELLER)) {
      for (String view : List.of("products", "review", "vocabulary", "bin", "webhooks")) {
        browser.goTo(page + "#/" + view);
        browser.waitUntilShown("#" + view + "-title");
        assertThat(left(browser, "#" + view + "-title"))
            .as(view)
            .isEqualTo(left(browser, ".wordmark"));
      }
    }
  }

  @Test
  void onTheNarrowestPhonesAnAttributesValueHasTheWholeWidth() throws Exception {
    String id = TestApi.put(s3, SELLER + "/coffee.jpg", TestApi.COFFEE);
    new TestApi(page).awaitSettled(SELLER, id);
    try (Browser browser = Browser.open("about:blank", 1280, 900).as(SELLER)) {
      browser.resize(320, 640);
      browser.goTo(page + "#/pictures/" + id);
      browser.waitUntilShown("[data-test=attribute-value]");
      assertThat(width(browser, ".attribute-body")).isEqualTo(width(browser, ".attribute"));
      assertThat((Boolean) browser.evaluate("document.body.scrollWidth <= innerWidth")).isTrue();
    }
  }

  @Test
  void theHintInTheSearchFieldIsNeverCut() throws Exception {
    String id = TestApi.put(s3, SELLER + "/mug.jpg", TestApi.COFFEE);
    new TestApi(page).awaitSettled(SELLER, id);
    try (Browser browser = Browser.open("about:blank", 1280, 900).as(SELLER)) {
      browser.goTo(page + "#/?work=needs-you");
      browser.waitUntilShown("[data-test=saved-views]:not([hidden])");
      for (int width : new int[] {320, 390, 600, 899, 900, 960, 1050, 1280, 1600}) {
        browser.resize(width, 900);
        browser.waitUntil(HINT_LEFT_OUT + " === 0");
      }
    }
  }

  private static long left(Browser browser, String css) {
    return rounded(browser, css, "left");
  }

  private static long width(Browser browser, String css) {
    return rounded(browser, css, "width");
  }

  private static long rounded(Browser browser, String css, String side) {
    String script = "Math.round(document.querySelector('%s').getBoundingClientRect().%s)";
    return ((Number) browser.evaluate(script.formatted(css, side))).longValue();
  }
}
