package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.query.WebhookReceiver;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import software.amazon.awssdk.services.s3.S3Client;

/** Webhooks on the page, with a receiver on this machine. */
@QuarkusTest
class WebhooksPageAppTest {
  private static final String SELLER = "hooks-page";

  @Inject S3Client s3;

  @TestHTTPResource("/")
  URL page;

  @Test
  void aWebhookIsAddedTriedWatchedRepeatedChangedAndDeleted() throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver();
        Browser browser = Browser.open("about:blank", 1280, 900).as(SELLER)) {
      browser.goTo(page + "#/webhooks");
      browser.waitUntilShown("[data-test=webhooks-none]");
      refusesWhatIsNoAddress(browser);
      add(browser, receiver);
      isTried(browser, receiver);
      isToldOfAPicture(browser);
      isRepeated(browser, receiver);
      browser.resize(390, 844);
      isStoppedByItsReceiver(browser, receiver);
      showsThatItWasStoppedElsewhere(browser, receiver);
      change(browser);
      delete(browser);
      assertThat(browser.consoleErrors()).noneMatch(error -> !error.contains("400"));
    }
  }

  private static void refusesWhatIsNoAddress(Browser browser) {
    browser.write("webhook-url", "http://shop.example/vitrine");
    browser.click("webhook-save");
    browser.waitUntilTextContains("webhook-problem", "must begin with https://");
    assertThat(browser.focused()).isEqualTo("webhook-url");
    assertThat(browser.evaluate("document.querySelector('[data-test=webhook-url]').value"))
        .isEqualTo("http://shop.example/vitrine");
  }

  private static void add(Browser browser, WebhookReceiver receiver) {
    browser.click("webhook-event", "image.partial");
    browser.click("webhook-event", "image.rejected");
    browser.write("webhook-url", receiver.url());
    browser.pressOn("webhook-url", Keys.ENTER);
    browser.waitUntilTextContains("webhook-secret", "whsec_");
    assertThat(browser.focused()).isEqualTo("webhook-copy");
    browser.press(Keys.ENTER);
    browser.waitUntilTextContains("toast", "Secret copied");
    assertThat(browser.text("webhook-told")).isEqualTo("Done, Failed, Exported");
    assertThat(browser.text("webhook-state")).isEqualTo("On");
    browser.click("webhook-hide");
    browser.waitUntil("!document.querySelector('[data-test=webhook-secret]')");
    assertThat(browser.focused()).startsWith("webhook-");
  }

  private static void isTried(Browser browser, WebhookReceiver receiver) throws Exception {
    browser.click("webhook-test");
    browser.waitUntilTextContains("delivery-state", "Delivered");
    assertThat(browser.text("delivery-answer")).startsWith("Answered 204");
    assertThat(browser.focused()).isEqualTo("webhook-test");
    assertThat(receiver.received()).hasSize(1);
    assertThat(receiver.received().get(0).json().path("type").asText()).isEqualTo("webhook.test");
  }

  private void isToldOfAPicture(Browser browser) throws Exception {
    TestApi.put(s3, SELLER + "/a-rather-long-file-name-of-a-product-2026.jpg", TestApi.COFFEE);
    browser.waitUntilTextContains("delivery-picture", "a-rather-long-file-name");
    browser.waitUntil("document.querySelectorAll('[data-status=delivered]').length === 2");
  }

  private static void isRepeated(Browser browser, WebhookReceiver receiver) {
    receiver.answers(number -> 500);
    browser.click("webhook-test");
    browser.waitUntilTextContains("delivery-state", "Not delivered");
    assertThat(browser.text("delivery-answer"))
        .startsWith("Answered 500, an error of the receiver");
    browser.click("delivery-attempts");
    browser.waitUntil("document.querySelectorAll('.attempts[open] li').length === 3");
    receiver.answers(number -> 204);
    String first = "document.querySelector('[data-test=delivery]').dataset.";
    String event = String.valueOf(browser.evaluate(first + "key"));
    browser.click("delivery-replay", event);
    browser.waitUntilTextContains("toast", "Sent again: Test");
    browser.waitUntil(first + "status === 'delivered'");
    assertThat(browser.focused()).isNotEqualTo("BODY");
    assertThat(receiver.received().get(receiver.received().size() - 1).id()).isEqualTo(event);
  }

  private static void isStoppedByItsReceiver(Browser browser, WebhookReceiver receiver) {
    receiver.answers(number -> 410);
    browser.click("webhook-test");
    browser.waitUntilTextContains("webhook-state", "the receiver said that it is gone");
    browser.waitUntil("!document.querySelector('[data-test=webhook-test]')");
    assertThat(browser.focused()).isNotEqualTo("BODY");
    browser.click("webhook-power");
    browser.waitUntilTextContains("webhook-state", "On");
    assertThat(browser.focused()).isEqualTo("webhook-power");
  }

  /** While what was sent is open: no delivery changes then. */
  private static void showsThatItWasStoppedElsewhere(Browser browser, WebhookReceiver receiver) {
    String settings =
        "{\"url\": \"%s\", \"enabled\": false, \"events\": [\"image.done\", \"image.failed\"]}"
            .formatted(receiver.url());
    Object status =
        browser.evaluate(
            "fetch('webhooks/' + document.querySelector('[data-test=webhook]').dataset.key, {"
                + " method: 'PUT', headers: { 'content-type': 'application/json' },"
                + " body: '%s' }).then((answer) => answer.status)".formatted(settings));
    assertThat(status).isEqualTo(200L);
    browser.waitUntilTextContains("webhook-state", "Stopped");
    browser.click("webhook-power");
    browser.waitUntilTextContains("webhook-state", "On");
  }

  private static void change(Browser browser) {
    String form = "[data-test=webhook] [data-test=webhook-form] ";
    browser.click("webhook-change");
    browser.waitUntilShown(form);
    assertThat(browser.focused()).isEqualTo("webhook-url");
    browser.press(Keys.ESCAPE);
    browser.waitUntil("!document.querySelector('" + form + "')");
    assertThat(browser.focused()).isEqualTo("webhook-change");
    browser.press(Keys.ENTER);
    browser.waitUntilShown(form);
    for (String type : new String[] {"image.partial", "image.rejected", "images.exported"}) {
      browser.evaluate(
          "document.querySelector('%s[data-key=\"%s\"]').click()".formatted(form, type));
    }
    browser.press(Keys.ENTER);
    browser.waitUntilTextContains("webhook-told", "Every event");
    assertThat(browser.focused()).isEqualTo("webhook-change");
  }

  private static void delete(Browser browser) {
    browser.click("webhook-delete");
    browser.click("webhook-delete-confirm");
    browser.waitUntilShown("[data-test=webhooks-none]");
    assertThat(browser.focused()).isNotEqualTo("BODY");
  }

  /** While what was sent to it is open, which is then asked for again and again. */
  @Test
  void oneThatIsDeletedElsewhereGoes() throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver();
        Browser browser = Browser.open("about:blank", 1280, 900).as("hooks-elsewhere")) {
      browser.goTo(page + "#/webhooks");
      browser.write("webhook-url", receiver.url());
      browser.click("webhook-save");
      browser.click("webhook-test");
      browser.waitUntilTextContains("delivery-state", "Delivered");
      String delete =
          "fetch('webhooks/' + document.querySelector('[data-test=webhook]').dataset.key,"
              + " { method: 'DELETE' }).then((answer) => answer.status)";
      assertThat(browser.evaluate(delete)).isEqualTo(204L);
      browser.waitUntilShown("[data-test=webhooks-none]");
    }
  }

  @Test
  void aNewSecretIsShownOnceBesideTheFormerOnesEnd() throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver();
        Browser browser = Browser.open("about:blank", 390, 844).as("hooks-secret")) {
      browser.goTo(page + "#/webhooks");
      browser.write("webhook-url", receiver.url());
      browser.click("webhook-save");
      browser.waitUntilTextContains("webhook-secret", "whsec_");
      String former = browser.text("webhook-secret");
      browser.click("webhook-renew");
      browser.click("webhook-renew-confirm");
      browser.waitUntilTextContains("webhook-former", "signed with the former secret too");
      browser.waitUntil("!document.querySelector('dialog[open]')");
      String renewed = browser.text("webhook-secret");
      assertThat(renewed).startsWith("whsec_").isNotEqualTo(former);
      assertThat(browser.focused()).isEqualTo("webhook-copy");
      browser.click("webhook-test");
      browser.waitUntilTextContains("delivery-state", "Delivered");
      assertThat(receiver.received()).hasSize(1);
      assertThat(receiver.received().get(0).isSignedWith(renewed)).isTrue();
      assertThat(receiver.received().get(0).isSignedWith(former)).isTrue();
    }
  }

  @Test
  void allThatFailedIsSentAgainWithOneButton() throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver();
        Browser browser = Browser.open("about:blank", 1280, 900).as("hooks-failed")) {
      receiver.answers(number -> 500);
      browser.goTo(page + "#/webhooks");
      browser.write("webhook-url", receiver.url());
      browser.click("webhook-save");
      browser.click("webhook-test");
      browser.click("webhook-test");
      browser.waitUntil("document.querySelectorAll('[data-status=failed]').length === 2");
      receiver.answers(number -> 204);
      browser.click("deliveries-replay");
      browser.waitUntilTextContains("toast", "Sent again: 2 events");
      browser.waitUntil("document.querySelectorAll('[data-status=delivered]').length === 2");
      browser.waitUntil("!document.querySelector('[data-test=deliveries-replay]')");
      assertThat(browser.focused()).isNotEqualTo("BODY");
      assertThat(receiver.received()).hasSize(8);
    }
  }

  @Test
  void whoHasFiveIsToldSoAndTheWordsOfTheListAreTheSellers() throws Exception {
    try (Browser browser = Browser.open("about:blank", 390, 844).as("hooks-many")) {
      browser.goTo(page + "#/webhooks");
      browser.waitUntil(
          "document.querySelector('[data-test=nav-webhooks]').getBoundingClientRect().right"
              + " <= innerWidth");
      for (int i = 1; i <= 5; i++) {
        browser.write("webhook-url", "https://shop.example/" + i);
        browser.click("webhook-save");
        browser.waitUntil("document.querySelectorAll('[data-test=webhook]').length === " + i);
      }
      browser.waitUntilShown("[data-test=webhooks-full]:not([hidden])");
      browser.setOffline(true);
      browser.click("nav-bin");
      browser.click("nav-webhooks");
      browser.waitUntilTextContains("toast", "Vitrine cannot be reached");
      assertThat(browser.texts("webhook-address")).hasSize(5);
      assertThat(browser.evaluate("document.querySelectorAll('[data-test=webhook-secret]').length"))
          .isEqualTo(0L);
    }
  }
}
