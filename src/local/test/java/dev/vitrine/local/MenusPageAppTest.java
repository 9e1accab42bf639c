package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import software.amazon.awssdk.services.s3.S3Client;

/** Menus, dialogs and the bar of actions: how they open, and when they give way. */
@QuarkusTest
class MenusPageAppTest {
  private static final String SELLER = "menus";

  /** Lines of a phone's text are about 20 px high. */
  private static final long ONE_LINE = 64;

  private static final String TOAST_IS_ON_TOP =
      """
      (() => {
        const toast = document.getElementById('toast');
        const { x, y, width, height } = toast.getBoundingClientRect();
        return toast.contains(document.elementFromPoint(x + width / 2, y + height / 2));
      })()""";

  @Inject S3Client s3;

  @TestHTTPResource("/")
  URL page;

  private String id;

  @BeforeEach
  void aPicture() throws Exception {
    id = TestApi.put(s3, SELLER + "/coffee.jpg", TestApi.COFFEE);
    new TestApi(page).awaitSettled(SELLER, id);
  }

  @Test
  void aMenuClosesWhenTheKeyboardLeavesItAndStaysOpenWhileItIsInIt() {
    try (Browser browser = openGallery()) {
      browser.click("exports");
      browser.waitUntil(isOpen("exports"));
      browser.press(Keys.TAB);
      assertThat(browser.focused()).isEqualTo("export");
      assertThat(browser.evaluate(isOpen("exports"))).isEqualTo(true);
      browser.pressWithShift(Keys.TAB);
      browser.pressWithShift(Keys.TAB);
      browser.waitUntil("!" + isOpen("exports"));
      assertThat(browser.focused()).isNotEqualTo("BODY");

      browser.click("exports");
      browser.waitUntil(isOpen("exports"));
      browser.click("export-note"); // Words are not clicked to leave.
      assertThat(browser.evaluate(isOpen("exports"))).isEqualTo(true);
    }
  }

  @Test
  void stylesOfNewPicturesStayChosenWhenThePageIsReloaded() {
    try (Browser browser = openGallery()) {
      browser.click("arrival");
      browser.click("arrival-style", "great-wave");
      browser.waitUntilTextContains("arrival", "Restyle new pictures: 1");
      browser.goTo("about:blank");
      browser.goTo(page + "#/");
      browser.waitUntilTextContains("arrival", "Restyle new pictures: 1");
      browser.click("arrival");
      browser.waitUntil(
          "document.querySelectorAll('[data-test=arrival-style]:checked').length === 1");
      browser.click("arrival-style", "great-wave");
      browser.goTo("about:blank");
      browser.goTo(page + "#/");
      browser.waitUntilShown("[data-test=arrival]:not([hidden])");
      assertThat(browser.text("arrival")).isEqualTo("Restyle new pictures");
    }
  }

  @Test
  void backClosesTheDialogAboutThePictureThatIsLeft() {
    try (Browser browser = openGallery()) {
      browser.click("card-link", id);
      browser.click("delete");
      browser.waitUntilShown("[data-test=delete-confirm]");
      browser.evaluate("void history.back()");
      browser.waitUntilShown("[data-test=gallery-view]:not([hidden])");
      browser.waitUntil("!document.querySelector('dialog[open]')");

      browser.click("card-link", id);
      browser.click("expand");
      browser.waitUntilShown("[data-test=viewer]");
      browser.evaluate("void history.back()");
      browser.waitUntil("!document.querySelector('dialog[open]')");
    }
  }

  @Test
  void aMessageIsAboveThePictureInFullSizeAndStaysWhenThatIsClosed() {
    try (Browser browser = openGallery()) {
      browser.click("card-link", id);
      browser.click("expand");
      browser.waitUntilShown("[data-test=viewer] [data-test=original-download]");
      browser.setOffline(true);
      browser.evaluate(
          "void document.querySelector('[data-test=viewer] [data-test=original-download]').click()");
      browser.waitUntilTextContains("toast", "cannot be reached");
      browser.waitUntil(TOAST_IS_ON_TOP);
      browser.press(Keys.ESCAPE);
      browser.waitUntil("!document.querySelector('dialog[open]')");
      browser.waitUntil(TOAST_IS_ON_TOP);
      browser.setOffline(false);
    }
  }

  @Test
  void onAPhoneTheBarOfActionsIsOneLineAndTheActionsAreBehindMore() {
    try (Browser browser = openGallery()) {
      browser.resize(390, 844);
      browser.click("card-select", id);
      browser.waitUntilTextContains("bulk-count", "1 selected");
      assertThat((Long) browser.evaluate("document.getElementById('bulk').offsetHeight"))
          .isLessThan(ONE_LINE);
      assertThat(browser.evaluate("document.body.scrollWidth <= innerWidth")).isEqualTo(true);

      browser.click("bulk-more");
      browser.click("bulk-tag");
      browser.waitUntilShown("dialog[open]");
      browser.press(Keys.ESCAPE);
      browser.waitUntil("!document.querySelector('dialog[open]')");
      browser.waitUntil("document.activeElement.matches('[data-test=bulk-more]')");
    }
  }

  private Browser openGallery() {
    Browser browser = Browser.open("about:blank", 1280, 900).as(SELLER);
    browser.goTo(page + "#/");
    browser.waitUntilShown("[data-test=card][data-status=done]");
    return browser;
  }

  private static String isOpen(String menu) {
    return "document.querySelector('[data-test=" + menu + "]').open";
  }
}
