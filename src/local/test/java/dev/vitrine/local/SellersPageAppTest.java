package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A seller's work on the page, in a real browser: corrections, many pictures at once, Review.
 *
 * <p>Local mode serves it, without API Gateway: its time-out of 30 s and its limit of 6 MB for an
 * answer of a function are missing, and so is a token that ends ({@link SignInTest}).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html">Quotas
 *     of HTTP APIs</a>
 */
@QuarkusTest
class SellersPageAppTest {
  private static final Path SAMPLES = Path.of("src/main/resources/META-INF/resources/samples");

  @Inject S3Client s3;

  @TestHTTPResource("/")
  URL page;

  private TestApi api;

  @BeforeEach
  void findTheApi() {
    api = new TestApi(page);
  }

  @Test
  void theKeyboardKeepsItsPlaceThroughCorrectionsAndUndo() throws Exception {
    String id = uploaded("focus", "coffee.jpg", "coffee.jpg");
    String other = uploaded("focus", "cat.jpg", "chelsea.jpg");
    api.awaitSettled("focus", id);
    api.awaitSettled("focus", other);
    try (Browser browser = open("focus", "#/pictures/" + id)) {
      browser.click("text-edit", "title");
      browser.write("text-input", "My own title");
      browser.click("text-save");
      browser.waitUntilTextContains("title", "My own title");
      assertThat(browser.focused()).isNotEqualTo("BODY");
      browser.press("z");
      browser.waitUntil("!document.querySelector('[data-test=title]').innerText.startsWith('My')");
      assertThat(browser.focused()).isNotEqualTo("BODY");

      browser.pressOn("attribute-edit", "category", Keys.ENTER);
      browser.write("attribute-input", "handbag" + Keys.ENTER);
      browser.waitUntilTextContains("caption", "Handbag");
      browser.waitUntilTextContains("prompt-text", "handbag");
      browser.waitUntil("document.activeElement !== document.body");
      assertThat(browser.focused()).startsWith("attribute");

      browser.click("text-edit", "caption");
      browser.write("text-input", "Mine");
      browser.click("text-save");
      browser.click("text-unlock", "caption");
      browser.waitUntilTextContains("caption", "Handbag");
      browser.click("attribute-value", "category");
      browser.click("attribute-unlock", "category");
      browser.waitUntilTextContains("toast", "Category is unlocked");
      browser.waitUntil("!document.querySelector('[data-test=attribute-unlock]')");
      assertThat(browser.focused()).isNotEqualTo("BODY");

      browser.waitUntilShown("[data-test=next-picture], [data-test=previous-picture]");
      browser.press(Keys.ESCAPE);
      browser.waitUntil("document.activeElement.dataset.key === '" + id + "'");
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  @Test
  void manyPicturesAreTaggedUndoneAndDeletedAtOnce() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(uploaded("many-at-once", i + ".jpg", "coffee.jpg"));
    }
    for (String id : ids) {
      api.awaitSettled("many-at-once", id);
    }
    try (Browser browser = open("many-at-once", "")) {
      browser.waitUntil(
          "document.querySelectorAll('[data-test=card][data-status=done]').length === 5");
      browser.click("card-select", ids.get(1));
      browser.click("bulk-all");
      browser.waitUntilTextContains("bulk-count", "5 selected");
      browser.click("card-select", ids.get(2));
      browser.waitUntilTextContains("bulk-count", "4 selected");
      browser.click("bulk-tag");
      browser.write("bulk-tag-input", "summer");
      browser.click("bulk-confirm");
      browser.waitUntilTextContains("toast", "4 pictures tagged summer");
      assertThat(browser.focused()).isNotEqualTo("BODY");
      TestApi.await("all are found by their new tag", () -> found("many-at-once", "summer") == 4);

      browser.press("z");
      browser.waitUntilTextContains("toast", "Undone");
      TestApi.await("no picture is tagged any more", () -> found("many-at-once", "summer") == 0);

      browser.click("bulk-delete");
      browser.click("bulk-delete-confirm");
      browser.waitUntil("document.querySelectorAll('[data-test=card]').length === 1");
      assertThat(browser.evaluate("document.querySelector('[data-test=card]').dataset.id"))
          .isEqualTo(ids.get(2));
      assertThat(browser.focused()).isNotEqualTo("BODY");

      browser.press("z");
      browser.waitUntilTextContains("toast", "Undone: 4 pictures deleted");
      browser.waitUntil("document.querySelectorAll('[data-test=card]').length === 5");

      browser.click("card-select", ids.get(0));
      browser.click("bulk-retry");
      browser.waitUntilTextContains("toast", "1 not: Nothing has failed");
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  @Test
  void reviewTakesKeysAsFastAsTheyComeAndUndoesThem() throws Exception {
    String id = uploaded("quick", "coffee.jpg", "coffee.jpg");
    JsonNode before = api.awaitSettled("quick", id);
    assertThat(before.path("suggestions").size()).isGreaterThanOrEqualTo(3);
    try (Browser browser = open("quick", "#/review")) {
      browser.waitUntilShown("[data-test=doubt]");
      browser.press("ddd");
      browser.waitUntilTextContains("review-view", "3 decisions");
      TestApi.await(
          "three suggestions are dismissed",
          () ->
              api.awaitSettled("quick", id).path("suggestions").size()
                  <= before.path("suggestions").size() - 3);
      for (int left = 2; left >= 0; left--) {
        browser.press("z");
        browser.waitUntilTextContains("toast", "Undone");
        String words = left == 0 ? "least sure first" : left + " decision";
        browser.waitUntilTextContains("review-view", words);
      }
      TestApi.await(
          "all are suggested again",
          () ->
              api.awaitSettled("quick", id).path("suggestions").equals(before.path("suggestions")));
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  @Test
  void wordsFindPicturesAndThePlaceIsKept() throws Exception {
    List<String> ids = new ArrayList<>(List.of(uploaded("place", "first.jpg", "chelsea.jpg")));
    for (int i = 0; i < 24; i++) {
      ids.add(uploaded("place", i + "-sku.jpg", "coffee.jpg"));
    }
    for (String id : ids) {
      api.awaitSettled("place", id);
    }
    try (Browser browser = open("place", "")) {
      browser.resize(500, 700);
      browser.waitUntil("document.querySelectorAll('[data-test=card]').length > 10");
      browser.evaluate("scrollTo(0, 1500)");
      browser.waitUntil("Boolean(history.state?.place)");
      String isAtItsPlace = isAtItsPlace(browser);
      browser.evaluate("void (location.hash = '#/?text=first')");
      browser.waitUntil("document.querySelectorAll('[data-test=card]').length === 1");
      browser.evaluate("history.back()");
      browser.waitUntil("document.querySelectorAll('[data-test=card]').length > 10");
      browser.waitUntil(isAtItsPlace);
      browser.evaluate("location.reload()");
      browser.waitUntil(isAtItsPlace);
    }
  }

  /** By its first card in the window: what comes above the cards loads later, and moves them. */
  private static String isAtItsPlace(Browser browser) {
    Object id = browser.evaluate("history.state.place.imageId");
    Object offset = browser.evaluate("history.state.place.offset");
    return "scrollY > 700 && Math.abs((document.querySelector('#gallery [data-id=\"%s\"]')"
            .formatted(id)
        + "?.getBoundingClientRect().top ?? 9999) - (%s)) < 60".formatted(offset);
  }

  @Test
  void theSameFileIsNotUploadedTwiceUnlessTheSellerInsists(@TempDir Path folder) throws Exception {
    Path copy = Files.copy(SAMPLES.resolve("coffee.jpg"), folder.resolve("copy of coffee.jpg"));
    try (Browser browser = open("twice", "")) {
      browser.choose("file-input", SAMPLES.resolve("coffee.jpg"));
      browser.waitUntilShown("[data-test=card][data-status=done]");
      Files.writeString(folder.resolve("prices.txt"), "no picture");
      browser.choose("folder-input", folder);
      browser.waitUntilTextContains("upload-text", "already");
      assertThat(browser.texts("upload")).hasSize(2);
      browser.waitUntilTextContains("tray-summary", "1 not");
      browser.click("upload-retry");
      browser.waitUntil("document.querySelectorAll('[data-test=card]').length === 2");
    }
  }

  @Test
  void groupedPicturesAreAProductWhosePhotosLeadToEachOther() throws Exception {
    String front = uploaded("grouping", "front.jpg", "coffee.jpg");
    String side = uploaded("grouping", "side.jpg", "chelsea.jpg");
    api.awaitSettled("grouping", front);
    api.awaitSettled("grouping", side);
    try (Browser browser = open("grouping", "")) {
      browser.waitUntil(
          "document.querySelectorAll('[data-test=card][data-status=done]').length === 2");
      browser.click("card-select", front);
      browser.click("card-select", side);
      browser.click("bulk-group");
      browser.write("bulk-group-sku", "MUG-42");
      browser.click("bulk-confirm");
      browser.waitUntilTextContains("toast", "2 pictures grouped as MUG-42");

      browser.goTo(page + "#/pictures/" + side);
      browser.waitUntilTextContains("product-place", "photo 2 of 2");
      browser.click("product-photo", front);
      browser.waitUntilTextContains("picture-name", "front.jpg");
      browser.waitUntilTextContains("product-place", "photo 1 of 2");

      browser.click("product-edit");
      browser.write("product-sku-input", "BAG");
      browser.click("product-save");
      browser.waitUntilTextContains("product-sku", "BAG");
      browser.press("z");
      browser.waitUntilTextContains("product-place", "photo 1 of 2");
      chooseTheMainPhoto(browser, front, side);
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  private static void chooseTheMainPhoto(Browser browser, String front, String side) {
    browser.click("product-edit");
    browser.write("product-position-input", "3");
    browser.click("product-save");
    browser.waitUntilTextContains("product-place", "photo 2 of 2");
    browser.click("product-make-main");
    browser.waitUntilTextContains("product-place", "photo 1 of 2");
    browser.click("product-photo", side);
    browser.waitUntilTextContains("picture-name", "side.jpg");
    browser.click("product-make-main");
    browser.waitUntilTextContains("product-place", "photo 1 of 2");
    browser.click("product-photo", front);
    browser.waitUntilTextContains("picture-name", "front.jpg");
    browser.waitUntilTextContains("product-place", "photo 2 of 2");
    browser.click("product-make-main");
    browser.waitUntilTextContains("product-place", "photo 1 of 2");
    browser.press("z");
    browser.waitUntilTextContains("product-place", "photo 2 of 2");
    browser.click("product-unlock");
    browser.waitUntilTextContains("product", "A product of its own");
    assertThat(browser.focused()).isNotEqualTo("BODY");
  }

  private Browser open(String seller, String view) {
    Browser browser = Browser.open("about:blank", 1280, 900).as(seller);
    browser.goTo(page + view);
    return browser;
  }

  private int found(String seller, String tag) throws Exception {
    return api.get(seller, "images?tag=" + tag).path("images").size();
  }

  private String uploaded(String seller, String name, String sample) {
    return TestApi.put(s3, seller + "/" + name, SAMPLES.resolve(sample));
  }
}
