package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The view of the products in a real browser: with the keyboard, at any width, and left and come
 * back to.
 */
@QuarkusTest
class ProductsPageAppTest {
  private static final String SELLER = "products-page";
  private static final String HANDLED = "products-handled";
  private static final String SUGGESTED = "products-suggested";

  @Inject S3Client s3;

  @TestHTTPResource("/")
  URL page;

  @Test
  void productsAreCardsThatTheKeyboardGoesThrough() throws Exception {
    TestApi api = new TestApi(page);
    String front = put(api, SELLER, "a-rather-long-article-number-of-a-mug-42_1.jpg", "coffee.jpg");
    put(api, SELLER, "a-rather-long-article-number-of-a-mug-42_2.jpg", "camera.jpg");
    put(api, SELLER, "CAT-7_1.jpg", "chelsea.jpg");
    put(api, SELLER, "alone.jpg", "chelsea.jpg");
    TestApi.await(
        "the list follows",
        () -> api.get(SELLER, "products").findValuesAsText("count").contains("2"));

    try (Browser browser = Browser.open("about:blank", 1280, 900).as(SELLER)) {
      browser.goTo(page.toString());
      browser.click("nav-products");
      browser.waitUntilTextContains("products-count", "2 products");
      waitForCards(browser, 2);
      assertThat(browser.texts("product-card").get(0)).contains("CAT-7, 1 photo");
      browser.resize(1280, 900);

      browser.evaluate("document.querySelector('[data-test=product-card-link]').focus()");
      browser.press(Keys.ARROW_RIGHT);
      assertThat(browser.evaluate("document.activeElement.closest('li').textContent").toString())
          .contains("mug-42, 2 photos");
      browser.click("product-main", front);
      browser.waitUntilTextContains("picture-name", "mug-42_1.jpg");
      browser.evaluate("history.back()");
      waitForCards(browser, 2);
      browser.waitUntil("document.activeElement.dataset.test === 'product-main'");

      browser.press(Keys.ARROW_LEFT);
      assertThat(browser.focused()).isEqualTo("product-card-link");
      browser.press(Keys.ENTER);
      browser.waitUntilTextContains("active-filters", "Product CAT-7");
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  @Test
  void aShopWithoutProductsIsToldHowPicturesBecomeOne() {
    try (Browser browser = Browser.open("about:blank", 390, 800).as("products-page-empty")) {
      browser.goTo(page + "#/products");
      browser.waitUntilTextContains("products-count", "No products");
      browser.waitUntilTextContains("no-products", "choose Group");
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  @Test
  void suggestionsAreGroupedWithOneKeyAndRefusedForGood() throws Exception {
    TestApi api = new TestApi(page);
    String front = put(api, SUGGESTED, "red-cup-front.jpg", "coffee.jpg");
    put(api, SUGGESTED, "red-cup-back.jpg", "coffee.jpg");
    String cat = put(api, SUGGESTED, "cat-one.jpg", "chelsea.jpg");
    put(api, SUGGESTED, "cat-two.jpg", "chelsea.jpg");
    TestApi.await(
        "the lists follow",
        () -> api.get(SUGGESTED, "products/suggestions").path("suggestions").size() == 2);

    try (Browser browser = Browser.open("about:blank", 1280, 900).as(SUGGESTED)) {
      browser.goTo(page + "#/products");
      waitFor(browser, "suggestion", 2);
      browser.click("suggestion-refuse", cat);
      waitFor(browser, "suggestion", 1);
      assertThat(browser.focused()).isEqualTo("suggestion-refuse");
      browser.goTo("about:blank");
      browser.goTo(page + "#/products");
      browser.waitUntilShown("[data-test=suggestion][data-key=" + front + "]");
      waitFor(browser, "suggestion", 1);

      assertThat(browser.evaluate("document.querySelector('[data-test=suggestion-sku]').value"))
          .isEqualTo("red-cup");
      browser.pressOn("suggestion-sku", Keys.ENTER);
      browser.waitUntilTextContains("toast", "2 pictures grouped as red-cup");
      browser.waitUntilTextContains("product-card", "red-cup, 2 photos");
      assertThat(browser.focused()).isNotEqualTo("BODY");
      browser.press("z");
      waitFor(browser, "suggestion", 1);
      waitForCards(browser, 0);
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  @Test
  void aHandleIsGivenOnThePageOfAPicture() throws Exception {
    TestApi api = new TestApi(page);
    String cup = put(api, HANDLED, "CUP-7_1.jpg", "coffee.jpg");
    put(api, HANDLED, "CAT-7_1.jpg", "chelsea.jpg");
    TestApi.await(
        "the lists follow", () -> api.get(HANDLED, "products").findValuesAsText("sku").size() == 2);

    try (Browser browser = Browser.open("about:blank", 390, 800).as(HANDLED)) {
      browser.goTo(page + "#/pictures/" + cup);
      browser.waitUntilTextContains("product-handle", "Handle in the shop: cup-7");
      browser.click("product-edit");
      browser.write("product-handle-input", "cat-7");
      browser.click("product-save");
      browser.waitUntilTextContains("toast", "Another product of yours has this handle already");
      browser.write("product-handle-input", "blue-cup");
      browser.click("product-save");
      browser.waitUntilTextContains("product-handle", "blue-cup, as you said");
      assertThat(api.get(HANDLED, "images/" + cup + "/product").path("lockedHandle").asBoolean())
          .isTrue();
      browser.press("z");
      browser.waitUntilTextContains("product-handle", "cup-7");
    }
  }

  private String put(TestApi api, String seller, String name, String sample) throws Exception {
    String id = TestApi.put(s3, seller + "/" + name, TestApi.COFFEE.resolveSibling(sample));
    api.awaitSettled(seller, id);
    return id;
  }

  private static void waitForCards(Browser browser, int count) {
    waitFor(browser, "product-card", count);
  }

  private static void waitFor(Browser browser, String test, int count) {
    browser.waitUntil(
        "document.querySelectorAll('[data-test=%s]').length === %d".formatted(test, count));
  }
}
