package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.OnlyInCi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * A seller's day with 200 pictures, in a real browser on the packaged application: from the drop to
 * the export, and what is there of it after the application has ended and was started again.
 */
@OnlyInCi
class StudioIT {
  private static final int PICTURES = 200;

  /** Those that are found by a word of their names. */
  private static final int CHOSEN = 20;

  @TempDir Path home;
  @TempDir Path downloads;

  private final int port = VitrineProcess.freePort();
  private TestApi api;
  private String page;
  private String mug;

  @Test
  void twoHundredPicturesAreWorkedOnAndAllOfItIsThereAfterARestart() throws Exception {
    JsonNode before;
    try (Browser browser = Browser.open("about:blank", 1280, 900).savesTo(downloads)) {
      try (VitrineProcess vitrine = VitrineProcess.start(home, port).awaitReady()) {
        api = new TestApi(vitrine.url("/").toURL());
        page = vitrine.url("/").toString();
        drop(browser);
        tagAllOfAFilterAndUndo(browser);
        review(browser);
        writeAndRestyle(browser);
        browser.click("nav-products");
        browser.waitUntilTextContains("product-card", "MUG-42, 2 photos");
        export(browser);
        delete(browser);
        // The page may look for what it has sent before that is received.
        assertThat(browser.consoleErrors()).allMatch(error -> error.contains("404"));
        before = oldest();
      }
      browser.waitUntilShown("[data-test=offline]:not([hidden])");
      try (VitrineProcess vitrine = VitrineProcess.start(home, port).awaitReady()) {
        assertThat(vitrine.url("/")).hasToString(page);
        assertThat(oldest()).isEqualTo(before);
        findAllAgain(browser);
      }
    }
  }

  /** Those that show a cup have something to decide. */
  private void drop(Browser browser) throws Exception {
    browser.goTo(page);
    browser.waitUntilShown("[data-test=welcome]:not([hidden])");
    browser.evaluate(
        """
        (async () => {
          const cup = await createImageBitmap(await (await fetch('samples/coffee.jpg')).blob());
          const dropped = new DataTransfer();
          for (let i = 0; i < %d; i += 1) {
            const size = i < 6 ? { width: 320, height: 240 } : { width: 64, height: 48 };
            const canvas = Object.assign(document.createElement('canvas'), size);
            const draw = canvas.getContext('2d');
            draw.fillStyle = `hsl(${i * 1.8} 60%% 60%%)`;
            draw.fillRect(0, 0, 320, 240);
            draw.clearRect(i / 4, 5, 9, 9);
            if (i < 6) draw.drawImage(cup, 10 + i, 10, 300 - 2 * i, 220);
            const name = i < 2 ? `MUG-42_${i + 1}.jpg` : `${i < 22 ? 'chosen' : 'other'} ${i}.jpg`;
            const blob = await new Promise((made) => canvas.toBlob(made, 'image/jpeg', 0.9));
            dropped.items.add(new File([blob], name, { type: 'image/jpeg' }));
          }
          const how = { dataTransfer: dropped, bubbles: true, cancelable: true };
          document.body.dispatchEvent(new DragEvent('drop', how));
        })()"""
            .formatted(PICTURES));
    browser.waitUntilTextContains("tray-summary", "of " + PICTURES);
    for (int done = CHOSEN; done <= PICTURES; done += CHOSEN) {
      int wanted = done; // Each of these waits has a time-out of its own.
      TestApi.await(wanted + " are done", () -> count("done") >= wanted);
    }
    browser.waitUntil(
        "/ready|need/.test(document.querySelector('[data-test=tray-summary]').textContent)");
    assertThat(browser.text("tray-summary")).doesNotContain("failed", "not used");
    browser.waitUntilTextContains("total", Integer.toString(PICTURES));
    browser.click("tray-clear");
    mug = oldest().path(0).path("imageId").asText();
  }

  private void tagAllOfAFilterAndUndo(Browser browser) throws Exception {
    browser.goTo(page + "#/?text=chosen");
    browser.waitUntilTextContains("total", Integer.toString(CHOSEN));
    browser.click("card-select", firstCard(browser));
    browser.click("bulk-all");
    browser.waitUntilTextContains("bulk-count", CHOSEN + " selected");
    browser.click("bulk-tag");
    browser.write("bulk-tag-input", "summer");
    browser.click("bulk-confirm");
    browser.waitUntilTextContains("toast", CHOSEN + " pictures tagged summer");
    TestApi.await("they are found by it", () -> found("tag=summer") == CHOSEN);
    browser.press("z");
    browser.waitUntilTextContains("toast", "Undone: " + CHOSEN + " pictures tagged summer");
    TestApi.await("none is found by it", () -> found("tag=summer") == 0);
    browser.press(Keys.ESCAPE);
  }

  private static void review(Browser browser) {
    browser.click("nav-review");
    browser.waitUntilShown("[data-test=doubt]");
    browser.press("ad");
    browser.waitUntilTextContains("review-view", "2 decisions");
    browser.press("z");
    browser.waitUntilTextContains("toast", "Undone");
    browser.waitUntilTextContains("review-view", "1 decision,");
  }

  private void writeAndRestyle(Browser browser) {
    browser.goTo(page + "#/pictures/" + mug);
    browser.click("text-edit", "title");
    browser.write("text-input", "My own mug");
    browser.click("text-save");
    browser.waitUntilTextContains("title", "My own mug");
    browser.click("restyle-button", "great-wave");
    browser.waitUntilShown("[data-test=restyle][data-status=done]");
  }

  private void export(Browser browser) throws Exception {
    browser.click("nav-gallery");
    browser.click("exports");
    browser.click("export", "images.csv");
    Path file = downloads.resolve("vitrine-images.csv");
    TestApi.await("the file is saved", () -> Files.exists(file) && lines(file) > PICTURES);
    assertThat(lines(file)).isEqualTo(1 + PICTURES);
    assertThat(file).content().contains("My own mug");
    TestApi.await(
        "the oldest count as exported", () -> oldest().findValues("exported").size() == CHOSEN);
  }

  private void delete(Browser browser) throws Exception {
    browser.click("card-select", firstCard(browser));
    browser.click("bulk-delete");
    browser.click("bulk-delete-confirm");
    browser.waitUntilTextContains("toast", "1 picture deleted");
    TestApi.await("one is gone", () -> count("done") == PICTURES - 1);
  }

  private void findAllAgain(Browser browser) {
    browser.goTo("about:blank");
    browser.goTo(page + "#/pictures/" + mug);
    browser.waitUntilTextContains("title", "My own mug");
    browser.waitUntilTextContains("strip", "The Great Wave");
    browser.evaluate("void document.querySelectorAll('[data-test=strip]')[1].click()");
    browser.waitUntil("document.querySelector('[data-test=restyle] img')?.naturalWidth > 0");
    browser.click("nav-products");
    browser.waitUntilTextContains("product-card", "MUG-42, 2 photos");
    browser.click("nav-bin");
    browser.waitUntil("document.querySelectorAll('[data-test=bin-card]').length === 1");
    browser.click("nav-gallery");
    browser.waitUntilTextContains("total", Integer.toString(PICTURES - 1));
  }

  /** {@return the pictures of which most was decided, as they are now} */
  private JsonNode oldest() throws Exception {
    return api.get("images?sort=oldest&limit=" + CHOSEN).path("images");
  }

  private int count(String status) throws Exception {
    return api.get("counts").path("byStatus").path(status).asInt();
  }

  private int found(String condition) throws Exception {
    return api.get("selection?" + condition).path("images").asInt();
  }

  private static String firstCard(Browser browser) {
    browser.waitUntilShown("[data-test=card]");
    return browser.evaluate("document.querySelector('[data-test=card]').dataset.id").toString();
  }

  private static long lines(Path file) throws Exception {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }
}
