package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** A seller exports pictures, corrects the file, and brings it back. */
@QuarkusTest
class SheetPageAppTest {
  @TestHTTPResource("/")
  URL page;

  @Inject S3Client s3;

  @Test
  void aCorrectedExportIsShownThenUsedThenUndone(@TempDir Path folder) throws Exception {
    String cup = TestApi.put(s3, "sheets/cup.jpg", TestApi.COFFEE);
    String mug = TestApi.put(s3, "sheets/mug.jpg", TestApi.COFFEE);
    TestApi api = new TestApi(page);
    api.awaitSettled("sheets", cup);
    api.awaitSettled("sheets", mug);
    try (Browser browser = Browser.open("about:blank", 1280, 900).as("sheets").savesTo(folder)) {
      browser.goTo(page + "#/");
      browser.click("exports");
      browser.click("export", "images.csv");
      Path exported = folder.resolve("vitrine-images.csv");
      TestApi.await("the file is saved", () -> Files.exists(exported));
      String caption = api.get("sheets", "/images/" + cup).path("caption").asText();
      Path corrected = Files.writeString(folder.resolve("corrected.csv"), corrected(exported, cup));
      assertThat(isSecondScriptLoaded(browser)).isFalse();

      browser.click("exports");
      browser.click("sheet-open");
      browser.waitUntilShown("dialog[open] [data-test=sheet]");
      assertThat(isSecondScriptLoaded(browser)).isTrue();
      browser.choose("sheet-file", corrected);
      browser.waitUntilTextContains("sheet-summary", "1 picture changes. 1 row says what is there");
      assertThat(browser.text("sheet-summary")).contains("1 row cannot be used.");
      assertThat(browser.text("sheet-row")).contains("Row 4", "No picture has this id.");
      assertThat(browser.text("changed")).contains("Caption", caption, "A cup; with „café“");
      browser.keepScreenshot("sheet-1280");
      browser.resize(390, 844);
      browser.keepScreenshot("sheet-390");
      assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo(true);
      assertThat(captionOf(api, cup)).isEqualTo(caption);

      browser.click("sheet-correct");
      browser.waitUntilTextContains("sheet-done", "1 picture corrected.");
      assertThat(captionOf(api, cup)).isEqualTo("A cup; with „café“");

      browser.click("undo");
      TestApi.await("undone", () -> captionOf(api, cup).equals(caption));
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  @Test
  void aFileThatIsNoTableOfPicturesIsRefused(@TempDir Path folder) throws Exception {
    TestApi.put(s3, "sheets-bad/cup.jpg", TestApi.COFFEE);
    Path workbook = Files.writeString(folder.resolve("pictures.csv"), "PK\003\004");
    Path table = Files.writeString(folder.resolve("other.csv"), "label,parent\nmug,\n");
    try (Browser browser = Browser.open("about:blank", 1280, 900).as("sheets-bad")) {
      browser.goTo(page + "#/");
      browser.click("exports");
      browser.click("sheet-open");
      browser.choose("sheet-file", workbook);
      browser.waitUntilTextContains("sheet-problem", "This is a workbook.");
      browser.choose("sheet-file", table);
      browser.waitUntilTextContains("sheet-problem", "The first row must name the columns");
    }
  }

  /** {@return the export with semicolons, another caption, and a row of no picture} */
  private static String corrected(Path exported, String cup) throws Exception {
    String text = Files.readString(exported);
    String header = text.lines().findFirst().orElseThrow();
    List<String> columns = List.of(header.replace("\uFEFF", "").split(","));
    int caption = columns.indexOf("caption");
    StringBuilder corrected = new StringBuilder();
    for (String line : text.lines().toList()) {
      String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
      if (cells[0].equals(cup)) {
        cells[caption] = "\"A cup; with „café“\"";
      }
      corrected.append(String.join(";", cells)).append("\r\n");
    }
    return corrected + "no-picture" + ";x".repeat(columns.size() - 1) + "\r\n";
  }

  private static String captionOf(TestApi api, String id) throws Exception {
    return api.get("sheets", "/images/" + id).path("caption").asText();
  }

  private static boolean isSecondScriptLoaded(Browser browser) {
    return Boolean.TRUE.equals(
        browser.evaluate(
            "performance.getEntriesByType('resource')"
                + ".some((one) => one.name.endsWith(document.getElementById('second-script').content))"));
  }
}
