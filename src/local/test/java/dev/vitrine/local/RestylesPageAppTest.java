package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageJourney;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.workflow.RestyleOrder;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import software.amazon.awssdk.services.s3.S3Client;

/** The restyles of a picture on the page: compared with each other, saved, deleted and restored. */
@QuarkusTest
class RestylesPageAppTest {
  private static final String STRIP =
      "document.querySelectorAll('[data-test=stage] [data-test=strip]')";
  private static final String WAVE = "The Great Wave off Kanagawa";
  private static final String NIGHT = "The Starry Night";

  @Inject S3Client s3;
  @Inject Catalog catalog;

  @TestHTTPResource("/")
  URL page;

  @Test
  void anyTwoLooksAreComparedByKeysOnThePageAndInTheViewer(@TempDir Path folder) throws Exception {
    JsonNode image = restyled("compares-restyles");
    String wave = idOf(image, "great-wave");
    String night = idOf(image, "starry-night");
    try (Browser browser = open("compares-restyles", image).savesTo(folder)) {
      browser.click("strip", wave);
      browser.waitUntil(comparesAt(50, "Original", WAVE));
      browser.pressOn("compare-with", Keys.ARROW_DOWN);
      browser.waitUntil(comparesAt(50, NIGHT, WAVE));
      assertThat(browser.focused()).isEqualTo("compare-with");
      browser.pressOn("compare", Keys.ARROW_RIGHT);
      browser.waitUntil(comparesAt(51, NIGHT, WAVE));
      browser.click("strip", night);
      browser.waitUntil(comparesAt(51, WAVE, NIGHT));
      browser.click("side-by-side");
      assertThat(browser.text("beside")).contains(WAVE);
      browser.click("restyle-download");
      TestApi.await("it is saved", () -> Files.exists(folder.resolve("red cup-starry-night.jpg")));

      browser.click("restyle-expand");
      browser.waitUntil(looksAt(NIGHT));
      browser.pressOn("viewer-compare-with", "O");
      browser.waitUntil(comparesAt(50, "Original", NIGHT));
      browser.pressOn("viewer-compare", Keys.HOME);
      browser.waitUntil(comparesAt(0, "Original", NIGHT));
      assertThat(browser.text("viewer-zoom")).isEqualTo("100%");
      browser.press(Keys.ESCAPE);
      browser.waitUntil("!document.querySelector('[data-test=viewer]')");
      assertThat(browser.focused()).isEqualTo("restyle-expand");
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  @Test
  void aRestyleIsDeletedUndoneAndRestored() throws Exception {
    TestApi api = new TestApi(page);
    String seller = "deletes-restyles";
    JsonNode image = restyled(seller);
    String address = "images/" + image.path("imageId").asText();
    String wave = idOf(image, "great-wave");
    String night = idOf(image, "starry-night");
    try (Browser browser = open(seller, image)) {
      List<Object> line = line(browser);
      browser.click("strip", wave);
      browser.pressOn("restyle-delete", Keys.ENTER);
      browser.waitUntilTextContains("toast", WAVE + " deleted");
      browser.waitUntil(STRIP + ".length === 2");
      assertThat(browser.focused()).isNotEqualTo("BODY");
      assertThat(api.get(seller, address).path("restyles")).hasSize(1);
      browser.press("z");
      browser.waitUntilTextContains("toast", "Undone: " + WAVE + " deleted");
      browser.waitUntil(STRIP + ".length === 3");
      assertThat(line(browser)).isEqualTo(line);
      assertThat(api.get(seller, address).path("restyles")).isEqualTo(image.path("restyles"));

      for (String one : List.of(night, wave)) {
        browser.click("strip", one);
        browser.click("restyle-delete");
        browser.waitUntil(
            "!" + STRIP.replace("All", "").replace("strip]", "strip][data-key=" + one + "]"));
      }
      browser.waitUntil(STRIP + ".length === 0");
      browser.click("deleted-restyles-open");
      browser.waitUntilTextContains("deleted-restyles", "Last day");
      browser.click("restyle-restore", wave);
      browser.waitUntil(STRIP + ".length === 2");
      browser.waitUntilTextContains("deleted-restyles", "1 deleted restyle");
      browser.click("restyle-restore", night);
      browser.waitUntil("!document.querySelector('[data-test=deleted-restyles]')");
      assertThat(browser.consoleErrors()).isEmpty();
    }
    assertThat(api.get(seller, address).path("restyles")).hasSize(2);
  }

  @Test
  void anOrderWhileThePictureIsDescribedAgainSaysWhatItWaitsFor() throws Exception {
    String seller = "orders-early";
    JsonNode image = restyled(seller);
    RestyleOrder order = RestyleOrder.of("great-wave", null, 3, 0.65);
    catalog.update( // and no execution is started
        seller,
        new ImageId(image.path("imageId").asText()),
        now -> {
          ImageRecord begun = ImageJourney.redescribed(now, Instant.now());
          return ImageJourney.ordered(begun, order, true, Instant.now());
        });
    try (Browser browser = Browser.open("about:blank", 1280, 900).as(seller)) {
      browser.goTo(page + "#/pictures/" + image.path("imageId").asText());
      browser.click("strip", order.id());
      browser.waitUntilTextContains("easel", "Waiting");
      browser.waitUntilTextContains("easel", "Painted after the new description.");
      List<String> problems = new ArrayList<>();
      look(new Axe(), browser, "waiting", "[data-test=stage]", problems);
      assertThat(problems).isEmpty();
    }
  }

  @Test
  void everybodyCanUseItInANarrowWindowToo() throws Exception {
    Axe axe = new Axe();
    List<String> problems = new ArrayList<>();
    JsonNode image = restyled("narrow-restyles");
    try (Browser browser = open("narrow-restyles", image)) {
      browser.evaluate("void (document.querySelector('[data-test=restyle-options]').open = true)");
      browser.write("seed", "3");
      browser.click("restyle-button", "great-wave");
      browser.waitUntil(comparesAt(50, "Original", WAVE + ", seed 3"));
      browser.select("compare-with", WAVE + ", standard seed");
      browser.waitUntil(comparesAt(50, WAVE + ", standard seed", WAVE + ", seed 3"));
      look(axe, browser, "compared", "[data-test=stage]", problems);
      browser.click("side-by-side");
      look(axe, browser, "side by side", "[data-test=stage]", problems);
      browser.click("restyle-delete");
      browser.click("deleted-restyles-open");
      browser.waitUntilShown("[data-test=restyle-restore]");
      look(axe, browser, "deleted", "[data-test=stage]", problems);
      browser.click("restyle-restore");
      browser.waitUntilShown("[data-test=restyle][data-status=done]");
      browser.click("restyle-expand");
      browser.waitUntilShown("[data-test=viewer-compare-with]");
      browser.select("viewer-compare-with", "Original");
      browser.waitUntilShown("[data-test=viewer-compare]");
      look(axe, browser, "viewer, compared", "[data-test=viewer]", problems);
    }
    assertThat(problems).isEmpty();
  }

  private static void look(
      Axe axe, Browser browser, String name, String part, List<String> problems) throws Exception {
    for (int width : new int[] {1280, 390, 320}) {
      browser.resize(width, width == 1280 ? 900 : 700);
      for (String scheme : List.of("dark", "light")) {
        browser.setColorScheme(scheme);
        axe.violationsIn(browser, part).forEach(one -> problems.add(name + ": " + one));
        browser.keepScreenshot("restyles " + name + " " + width + " " + scheme);
      }
      // A dialog may scroll by itself, beside the page under it.
      if (!Boolean.TRUE.equals(
          browser.evaluate(
              "[document.documentElement, ...document.querySelectorAll('dialog[open]')]"
                  + ".every((one) => one.scrollWidth <= one.clientWidth)"))) {
        problems.add(name + " does not fit into " + width + " px");
      }
    }
    browser.resize(1280, 900);
  }

  private JsonNode restyled(String seller) throws Exception {
    TestApi api = new TestApi(page);
    String id =
        TestApi.put(s3, seller + "/red cup.jpg", TestApi.COFFEE, "great-wave", "starry-night");
    api.awaitRestyled(seller, id);
    JsonNode image = api.awaitSettled(seller, id);
    assertThat(image.path("restyles")).hasSize(2);
    return image;
  }

  private Browser open(String seller, JsonNode image) {
    Browser browser = Browser.open("about:blank", 1280, 900).as(seller);
    browser.goTo(page + "#/pictures/" + image.path("imageId").asText());
    browser.waitUntil(STRIP + ".length === 3");
    return browser;
  }

  private static String idOf(JsonNode image, String style) {
    for (JsonNode restyle : image.path("restyles")) {
      if (restyle.path("style").asText().equals(style)) {
        return restyle.path("id").asText();
      }
    }
    throw new AssertionError("no restyle of style " + style);
  }

  /** {@return a script that says whether the slider that is in front shows these two} */
  private static String comparesAt(int at, String left, String right) {
    return "[...document.querySelectorAll('[data-test=compare], [data-test=viewer-compare]')].at(-1)?.ariaValueText"
        + " === '%d%% %s, %d%% %s'".formatted(at, left, 100 - at, right);
  }

  private static String looksAt(String words) {
    return "document.querySelector('[data-test=viewer] [aria-pressed=true]')?.innerText.includes('%s')"
        .formatted(words);
  }

  @SuppressWarnings("unchecked")
  private static List<Object> line(Browser browser) {
    return (List<Object>) browser.evaluate("[..." + STRIP + "].map((one) => one.dataset.key)");
  }
}
