package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import software.amazon.awssdk.services.s3.S3Client;

/** What a seller has half typed stays, whatever they look at in between. */
@QuarkusTest
class TypedPageAppTest {
  private static final String SELLER = "typing";
  private static final String TYPED =
      """
      ['text-input', 'attribute-input', 'product-sku-input', 'tag-input']
        .flatMap((test) => [...document.querySelectorAll(`[data-test=${test}]`)])
        .map(({ value }) => value).join('|')""";

  @Inject S3Client s3;

  @TestHTTPResource("/")
  URL page;

  private TestApi api;
  private String front;
  private String back;

  @BeforeEach
  void twoPhotosOfACup() throws Exception {
    api = new TestApi(page);
    front = TestApi.put(s3, SELLER + "/front of it.jpg", TestApi.COFFEE);
    back = TestApi.put(s3, SELLER + "/back of it.jpg", TestApi.COFFEE);
    api.awaitSettled(SELLER, front);
    api.awaitSettled(SELLER, back);
  }

  @Test
  void editorsOfAPictureStayOpenBesideEachOtherAndAreThereAgain() {
    try (Browser browser = openView("#/pictures/" + front)) {
      browser.click("text-edit", "caption"); // Nothing is typed in it: it closes by itself.
      browser.click("text-edit", "title");
      browser.write("text-input", "Half a title");
      browser.click("text-edit", "altText");
      browser.pressOn("text-input", "altText", Keys.chord(Keys.CONTROL, "a") + "Half an alt text");
      browser.click("text-edit", "prompt");
      assertThat(browser.focused()).isEqualTo("text-input");
      browser.press(Keys.ESCAPE);
      browser.pressOn("attribute-edit", "category", Keys.ENTER);
      browser.pressOn("attribute-input", "category", "half a category");
      browser.click("product-edit");
      browser.write("product-sku-input", "HALF-1");
      browser.write("tag-input", "half a tag");
      browser.select("attribute-add", "Words on it");
      browser.press("half a word");
      String typed = String.valueOf(browser.evaluate(TYPED));
      assertThat(typed.split("\\|"))
          .contains("Half a title", "Half an alt text", "half a category", "HALF-1", "half a tag")
          .contains("half a word");

      browser.evaluate("void (location.hash = '#/pictures/" + back + "')");
      browser.waitUntilTextContains("picture-name", "back of it.jpg");
      browser.waitUntilShown("[data-test=tag-input]");
      assertThat(String.valueOf(browser.evaluate(TYPED))).doesNotContain("alf");
      browser.evaluate("history.back()");
      browser.waitUntilTextContains("picture-name", "front of it.jpg");
      browser.waitUntil(TYPED + " === `" + typed + "`");
      browser.goTo("about:blank");
      browser.goTo(page + "#/pictures/" + front);
      browser.waitUntil(TYPED + " === `" + typed + "`");

      browser.click("text-save");
      browser.waitUntilTextContains("title", "Half a title");
      assertThat(browser.evaluate(TYPED)).isEqualTo(typed.replace("Half a title|", ""));
      browser.evaluate("void document.querySelector('[data-test=text-cancel]').click()");
      browser.waitUntil("!" + TYPED + ".includes('alt text')");
      browser.click("undo");
      browser.waitUntil(TYPED + ".includes('Half an alt text')");
    }
  }

  @Test
  void whatIsSearchedForAndDatesStayWhileTheFilterChanges() {
    try (Browser browser = openView("#/")) {
      browser.write("search", "front o");
      browser.click("facet", "status:done");
      browser.waitUntil("location.hash === '#/?status=done'");
      assertThat(browser.evaluate("document.querySelector('[data-test=search]').value"))
          .isEqualTo("front o");
      browser.pressOn("search", Keys.ENTER);
      browser.waitUntil("location.hash === '#/?status=done&text=front+o'");
      browser.waitUntil("document.querySelectorAll('[data-test=card]').length === 1");
      browser.click("active-filter", "text:front o");
      browser.waitUntil("document.querySelector('[data-test=search]').value === ''");

      Object entries = browser.evaluate("history.length");
      browser.pressOn("date-from", "03032025"); // In English the day or the month comes first.
      browser.waitUntil("location.hash === '#/?status=done&from=2025-03-03'");
      assertThat(browser.focused()).isEqualTo("date-from");
      assertThat(browser.evaluate("history.length - " + entries)).isEqualTo(1L);
    }
  }

  @Test
  void aFormOfAWebhookAndASuggestedProductStayWhileOtherViewsAreShown() throws Exception {
    TestApi.await(
        "both may be one product",
        () -> !api.get(SELLER, "products/suggestions").path("suggestions").isEmpty());
    try (Browser browser = openView("#/webhooks")) {
      browser.write("webhook-url", "https://shop.example/vitrine" + Keys.ENTER);
      browser.click("webhook-change");
      browser.write("webhook-url", "https://shop.example/half");
      browser.click("nav-products");
      browser.write("suggestion-sku", "HALF-2");
      browser.click("nav-webhooks");
      assertThat(browser.evaluate("document.querySelector('[data-test=webhook-url]').value"))
          .isEqualTo("https://shop.example/half");
      browser.click("nav-products");
      browser.waitUntil("document.querySelector('[data-test=suggestion-sku]').value === 'HALF-2'");
      browser.click("nav-webhooks");
      browser.click("webhook-cancel");
      browser.click("webhook-delete");
      browser.click("webhook-delete-confirm");
      browser.waitUntilShown("[data-test=webhooks-none]");
    }
  }

  @Test
  void aDialogWithWordsIsClosedByItsButtonsOnlyAndNoKeyMeansThePageUnderIt() {
    try (Browser browser = openView("#/")) {
      browser.click("card-select", front);
      browser.click("bulk-tag");
      browser.draw(640, 450, 5, 5); // As when words are selected.
      browser.letGo();
      browser.waitUntilShown("dialog[open]");
      browser.write("bulk-tag-input", "summer");
      browser.draw(5, 5, 5, 5);
      browser.letGo();
      assertThat(browser.evaluate("document.querySelector('dialog').open")).isEqualTo(true);
      browser.write("bulk-tag-input", "" + Keys.BACK_SPACE);
      browser.draw(5, 5, 5, 5);
      browser.letGo();
      browser.waitUntil("!document.querySelector('dialog').open");

      browser.goTo(page + "#/review");
      browser.waitUntilShown("[data-test=doubt]");
      Object doubts = browser.evaluate("document.querySelectorAll('[data-test=doubt]').length");
      browser.click("about-footer");
      browser.evaluate("document.activeElement.blur()");
      browser.press("a");
      browser.press("z");
      assertThat(browser.text("toast")).isEmpty();
      assertThat(browser.evaluate("document.querySelectorAll('[data-test=doubt]').length"))
          .isEqualTo(doubts);
    }
  }

  @Test
  void whatIsTypedInADialogIsThereAgainAfterEscapeUntilItIsUsedOrCancelled() {
    String typed = "document.querySelector('[data-test=bulk-tag-input]').value";
    try (Browser browser = openView("#/")) {
      browser.click("card-select", front);
      browser.click("bulk-tag");
      browser.write("bulk-tag-input", "escaped");
      browser.press(Keys.ESCAPE);
      browser.waitUntil("!document.querySelector('dialog').open");
      browser.click("bulk-tag");
      assertThat(browser.evaluate(typed)).isEqualTo("escaped");
      browser.click("bulk-cancel");
      browser.click("bulk-tag");
      assertThat(browser.evaluate(typed)).isEqualTo("");
      browser.write("bulk-tag-input", "escaped" + Keys.ENTER);
      browser.waitUntilTextContains("toast", "1 picture tagged escaped");
      browser.click("bulk-tag");
      assertThat(browser.evaluate(typed)).isEqualTo("");
      browser.press(Keys.ESCAPE);
      browser.waitUntil("!document.querySelector('dialog').open");
      browser.press("z");
      browser.waitUntilTextContains("toast", "Undone");
    }
  }

  @Test
  void anAnswerAndAProductThatAreDroppedByEscapeCanBeTakenBack() {
    try (Browser browser = openView("#/pictures/" + front)) {
      browser.click("product-edit");
      browser.write("product-sku-input", "DROPPED-1");
      browser.press(Keys.ESCAPE);
      browser.waitUntilTextContains("toast", "Product not changed");
      browser.click("undo");
      browser.waitUntil(TYPED + ".includes('DROPPED-1')");
      browser.click("product-cancel");
      browser.pressOn("attribute-edit", "category", Keys.ENTER);
      browser.pressOn("attribute-input", "category", Keys.chord(Keys.CONTROL, "a") + "dropped");
      browser.press(Keys.ESCAPE);
      browser.waitUntilTextContains("toast", "not changed");
      browser.waitUntil("!" + TYPED + ".includes('dropped')");
      browser.click("undo");
      browser.waitUntil(TYPED + ".includes('dropped')");
    }
  }

  @Test
  void thePageAsksBeforeItIsClosedWhileSomethingWouldBeLost() {
    String asks = "!dispatchEvent(new Event('beforeunload', { cancelable: true }))";
    try (Browser browser = openView("#/pictures/" + front)) {
      browser.waitUntilShown("[data-test=tag-input]");
      assertThat(browser.evaluate(asks)).isEqualTo(false);
      browser.write("tag-input", "half");
      assertThat(browser.evaluate(asks)).isEqualTo(true);
      browser.write("tag-input", "" + Keys.BACK_SPACE);
      assertThat(browser.evaluate(asks)).isEqualTo(false);
      browser.setLatency(Duration.ofSeconds(3));
      browser.write("tag-input", "kept" + Keys.ENTER);
      browser.waitUntil(asks);
      browser.setLatency(Duration.ZERO);
      browser.waitUntilShown("[data-test=tag][data-key=kept]");
      browser.waitUntil("!(" + asks + ")");
    }
  }

  private Browser openView(String view) {
    Browser browser = Browser.open("about:blank", 1280, 900).as(SELLER);
    browser.goTo(page + view);
    return browser;
  }
}
