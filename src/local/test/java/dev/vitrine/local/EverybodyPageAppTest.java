package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.OnlyInCi;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Examples;
import dev.vitrine.image.ImageId;
import dev.vitrine.query.WebhookReceiver;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import software.amazon.awssdk.services.s3.S3Client;

/** Each view, with all that it can show: what axe finds, and whether it fits into any width. */
@OnlyInCi
@QuarkusTest
class EverybodyPageAppTest {
  private static final String SELLER = "everybody";

  @Inject S3Client s3;
  @Inject Catalog catalog;

  @TestHTTPResource("/")
  URL page;

  @TempDir Path folder;

  private final List<String> problems = new ArrayList<>();
  private String cup;
  private String several;

  @Test
  void noViewKeepsAnybodyFromUsingIt() throws Exception {
    Axe axe = new Axe();
    fillTheShop();
    try (WebhookReceiver receiver = new WebhookReceiver();
        Browser browser = Browser.open("about:blank", 1280, 900).as(SELLER)) {
      tellOf(browser, receiver);
      for (Map.Entry<String, Consumer<Browser>> view : views().entrySet()) {
        view.getValue().accept(browser);
        lookAndFit(axe, browser, view.getKey());
      }
      browser.setOffline(false);
      problems.addAll(new EverybodysParts(axe, browser, page.toString()).problems(cup, folder));
      browser.as("everybody-new");
      at("", "[data-test=welcome]:not([hidden])").accept(browser);
      lookAndFit(axe, browser, "welcome");
    }
    assertThat(problems).isEmpty();
  }

  private void fillTheShop() throws Exception {
    TestApi api = new TestApi(page);
    List<String> ids = new ArrayList<>();
    cup = put("a-rather-long-file-name-of-a-red-cup.jpg", "coffee.jpg", "great-wave");
    ids.add(cup);
    several = put("red-cup-back.jpg", "coffee.jpg");
    ids.add(several);
    ids.add(put("CAT-7_1.jpg", "chelsea.jpg"));
    ids.add(put("CAT-7_2.jpg", "camera.jpg"));
    String deleted = put("deleted.jpg", "camera.jpg");
    ids.add(deleted);
    Path broken = Files.writeString(folder.resolve("broken.jpg"), "no picture");
    ids.add(TestApi.put(s3, SELLER + "/broken.jpg", broken));
    for (String id : ids) {
      api.awaitSettled(SELLER, id);
    }
    api.awaitRestyled(SELLER, cup);
    assertThat(catalog.update(SELLER, new ImageId(several), Examples::severalProducts)).isPresent();
    api.delete(SELLER, "images/" + deleted);
    TestApi.await(
        "the lists follow",
        () ->
            api.get(SELLER, "products").findValuesAsText("count").contains("2")
                && !api.get(SELLER, "duplicates").path("groups").isEmpty());
  }

  private String put(String name, String sample, String... styles) {
    return TestApi.put(s3, SELLER + "/" + name, TestApi.COFFEE.resolveSibling(sample), styles);
  }

  private void tellOf(Browser browser, WebhookReceiver receiver) {
    browser.goTo(page + "#/webhooks");
    browser.write("webhook-url", receiver.url());
    browser.pressOn("webhook-url", Keys.ENTER);
    browser.waitUntilTextContains("webhook-secret", "whsec_");
    browser.click("webhook-test");
    browser.waitUntilTextContains("delivery-state", "Delivered");
  }

  /** Each view by its name, and how one comes there. */
  private Map<String, Consumer<Browser>> views() {
    Map<String, Consumer<Browser>> views = new LinkedHashMap<>();
    views.put("webhooks", at("webhooks", "[data-test=webhook]").andThen(this::openDeliveries));
    views.put("gallery", at("", "[data-test=card]"));
    views.put("gallery, exports", at("", "[data-test=card]").andThen(b -> b.click("exports")));
    views.put(
        "gallery, views", at("?text=cup", "[data-test=card]").andThen(b -> b.click("saved-views")));
    views.put("gallery, selected", at("", "[data-test=card]").andThen(this::select));
    views.put("gallery, deleting", at("", "[data-test=card]").andThen(this::delete));
    views.put("gallery, uploading", at("", "[data-test=card]").andThen(this::upload));
    views.put("gallery, nothing found", at("?text=nothing-at-all", "[data-test=active-filter]"));
    views.put("keys", at("", "[data-test=card]").andThen(b -> b.press("?")).andThen(dialog()));
    views.put(
        "models",
        at("", "[data-test=card]").andThen(b -> b.click("about-footer")).andThen(dialog()));
    views.put("gallery, away", at("", "[data-test=card]").andThen(this::failToUpload));
    views.put("picture, away", at("", "[data-test=card]").andThen(this::failToRead));
    views.put("picture, missing", at("pictures/" + "a".repeat(26), "[data-test=missing]"));
    views.put("picture", at("pictures/" + cup, "[data-test=strip]"));
    views.put("picture, open", at("pictures/" + cup, "[data-test=strip]").andThen(this::openAll));
    views.put(
        "picture, several products",
        at("pictures/" + several, "[data-test=boxes]").andThen(b -> b.click("box", "2")));
    views.put(
        "picture, enlarged", at("pictures/" + cup, "[data-test=strip]").andThen(this::enlarge));
    views.put("review", at("review", "[data-test=review-picture], [data-test=review-nothing]"));
    views.put("products", at("products", "[data-test=suggestion]"));
    views.put("duplicates", at("duplicates", "[data-test=duplicate-group]"));
    views.put("vocabulary", at("vocabulary", "[data-test=vocabulary-attribute]"));
    views.put("bin", at("bin", "[data-test=bin-card]").andThen(b -> b.click("bin-all")));
    views.put("nowhere", at("nowhere", "[data-test=unknown-view] h1"));
    return views;
  }

  /** A new document each time, so that no view is left as the one before made it. */
  private Consumer<Browser> at(String view, String wanted) {
    return browser -> {
      browser.setOffline(false);
      browser.goTo("about:blank");
      browser.goTo(page + "#/" + view);
      browser.waitUntilShown(wanted);
      browser.waitUntil("!document.querySelector('[aria-busy]')");
    };
  }

  private static Consumer<Browser> dialog() {
    return browser -> browser.waitUntilShown("dialog[open]");
  }

  private void select(Browser browser) {
    browser.click("card-select", cup);
    browser.waitUntilShown("[data-test=bulk]:not([hidden])");
  }

  private void delete(Browser browser) {
    select(browser);
    browser.click("bulk-delete");
    browser.waitUntilShown("[data-test=bulk-delete-confirm]");
  }

  /**
   * A file that cannot be a picture: each of the shop's pictures stays the only one of its kind.
   */
  private void upload(Browser browser) {
    browser.choose("file-input", folder.resolve("broken.jpg"));
    browser.waitUntilShown("[data-test=upload-text]");
  }

  private void failToUpload(Browser browser) {
    browser.setOffline(true);
    browser.choose("file-input", folder.resolve("broken.jpg"));
    browser.waitUntilShown("[data-test=offline]:not([hidden])");
    browser.waitUntilTextContains("upload-text", "Trying again.");
    // Else the next view would send the file that this one has kept.
    browser.evaluate(
        "void indexedDB.databases().then(([one]) => indexedDB.deleteDatabase(one.name))");
  }

  private void failToRead(Browser browser) {
    browser.setOffline(true);
    browser.waitUntilShown("[data-test=offline]:not([hidden])");
    browser.evaluate("location.hash = '#/pictures/" + cup + "'");
    browser.waitUntilShown("[data-test=picture-error]");
  }

  private void openDeliveries(Browser browser) {
    browser.click("webhook-deliveries");
    browser.waitUntilShown("[data-test=delivery]");
  }

  private void openAll(Browser browser) {
    browser.click("workflow-toggle");
    browser.waitUntilShown("[data-test=path-step]");
    browser.click("text-edit", "title");
    browser.waitUntilShown("[data-test=text-input]");
    browser.click("product-edit");
    browser.waitUntilShown("[data-test=product-form]");
  }

  private void enlarge(Browser browser) {
    browser.click("expand");
    browser.waitUntilShown("[data-test=viewer]");
  }

  private void lookAndFit(Axe axe, Browser browser, String view) throws Exception {
    look(view, axe.violations(browser));
    browser.keepScreenshot(view + " 1280 light");
    browser.setColorScheme("dark");
    look(view + ", dark", axe.faintWords(browser));
    browser.keepScreenshot(view + " 1280 dark");
    browser.resize(390, 844);
    look(view + ", dark, on a phone", axe.violationsBesideColors(browser));
    browser.keepScreenshot(view + " 390 dark");
    browser.setColorScheme("light");
    browser.keepScreenshot(view + " 390 light");
    browser.resize(1280, 900);
    fit(browser, view);
    browser.resize(1280, 900);
  }

  private void look(String view, List<String> violations) {
    violations.forEach(one -> problems.add(view + ": " + one));
  }

  private void fit(Browser browser, String view) {
    String footer = "document.getElementById('footer').getBoundingClientRect().top + scrollY";
    if (!Boolean.TRUE.equals(browser.evaluate(footer + " >= innerHeight"))) {
      problems.add(view + ": the footer is on the first screen, and moves while more is loaded");
    }
    for (int width = 320; width <= 2560; width += width < 1400 ? 40 : 290) {
      browser.resize(width, 900);
      if (!Boolean.TRUE.equals(
          browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))) {
        problems.add(view + " does not fit into " + width + " px");
      }
    }
  }
}
