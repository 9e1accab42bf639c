package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import software.amazon.awssdk.services.s3.S3Client;

/** Deleted pictures on the page: undone, restored from the bin, and deleted for good. */
@QuarkusTest
class BinPageAppTest {
  private static final String SELLER = "bin-page";

  @Inject S3Client s3;

  @TestHTTPResource("/")
  URL page;

  @Test
  void deletedPicturesAreUndoneRestoredAndDeletedForGoodWithTheKeyboardInItsPlace()
      throws Exception {
    TestApi api = new TestApi(page);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String name = "/a-rather-long-file-name-of-a-product-" + i + ".jpg";
      ids.add(TestApi.put(s3, SELLER + name, TestApi.COFFEE));
    }
    for (String id : ids) {
      api.awaitSettled(SELLER, id);
    }
    try (Browser browser = Browser.open("about:blank", 1280, 900).as(SELLER)) {
      browser.goTo(page + "#/pictures/" + ids.get(0));
      deleteAndUndo(browser);
      for (String id : ids) {
        api.delete(SELLER, "images/" + id);
      }
      browser.click("nav-bin");
      waitForCards(browser, "bin-card", 4);
      selectsAndLetsGo(browser);
      restoreOneAndDeleteOne(browser, ids.get(0), ids.get(1));
      restoreAllAndEmpty(browser);
      browser.click("nav-gallery");
      waitForCards(browser, "card", 1);
      assertThat(browser.consoleErrors()).isEmpty();
    }
    assertThat(api.get(SELLER, "images").findValuesAsText("imageId")).containsExactly(ids.get(0));
  }

  private static void deleteAndUndo(Browser browser) {
    browser.click("delete");
    browser.click("delete-confirm");
    browser.waitUntilTextContains("toast", "Picture deleted");
    waitForCards(browser, "card", 3);
    browser.press("z");
    browser.waitUntilTextContains("toast", "Undone");
    waitForCards(browser, "card", 4);
  }

  private static void selectsAndLetsGo(Browser browser) {
    browser.waitUntil(
        "[...document.querySelectorAll('[data-test=bin-card] img')].every((i) => i.naturalWidth)");
    browser.waitUntilTextContains("bin-until", "Last day");
    browser.click("bin-all");
    browser.waitUntilTextContains("bin-count", "4 selected");
    browser.press(Keys.ESCAPE);
    browser.waitUntilTextContains("bin-count", "0 selected");
  }

  private static void restoreOneAndDeleteOne(Browser browser, String one, String other) {
    browser.click("bin-restore", one);
    browser.waitUntilTextContains("toast", "1 picture restored");
    waitForCards(browser, "bin-card", 3);
    assertThat(browser.focused()).isEqualTo("bin-restore");

    browser.click("bin-delete", other);
    browser.click("bin-delete-confirm");
    browser.waitUntilTextContains("toast", "1 picture deleted for good");
    waitForCards(browser, "bin-card", 2);
    assertThat(browser.focused()).isEqualTo("bin-delete");
  }

  private static void restoreAllAndEmpty(Browser browser) {
    browser.click("bin-all");
    browser.click("bin-restore-chosen");
    browser.waitUntilTextContains("toast", "2 pictures restored");
    browser.waitUntilShown("[data-test=bin-nothing]");
    assertThat(browser.focused()).isNotEqualTo("BODY");
    browser.press("z");
    waitForCards(browser, "bin-card", 2);

    browser.click("bin-empty");
    browser.click("bin-delete-confirm");
    browser.waitUntilShown("[data-test=bin-nothing]");
    assertThat(browser.focused()).isNotEqualTo("BODY");
  }

  private static void waitForCards(Browser browser, String test, int count) {
    browser.waitUntil(
        "document.querySelectorAll('[data-test=%s]').length === %d".formatted(test, count));
  }
}
