package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import software.amazon.awssdk.services.s3.S3Client;

/** A vocabulary on the page: a file is added to the live one, then a few words are changed. */
@QuarkusTest
class VocabularyPageAppTest {
  private static final String SELLER = "adder";

  @Inject S3Client s3;

  @TestHTTPResource("/")
  URL page;

  @Test
  void aFileSaysWhatItTakesAwayOrIsAddedAndWordsAreEdited(@TempDir Path folder) throws Exception {
    TestApi api = new TestApi(page);
    api.awaitSettled(SELLER, TestApi.put(s3, SELLER + "/a.jpg", TestApi.COFFEE));
    byte[] list =
        "label;parent\r\nKühlschrank;Küche\r\nHerd;Küche\r\n"
            .getBytes(Charset.forName("windows-1252"));
    try (Browser browser = Browser.open("about:blank", 1280, 900).as(SELLER)) {
      browser.goTo(page + "#/vocabulary");
      browser.waitUntilTextContains("vocabulary-version", "20 departments");
      add(browser, Files.write(folder.resolve("small.csv"), list));
      browser.waitUntilTextContains("vocabulary-version", "21 departments");
      edit(browser);
      assertThat(browser.consoleErrors()).isEmpty();
    }

    JsonNode live = api.get(SELLER, "vocabulary");
    assertThat(live.path("attributes"))
        .filteredOn(one -> one.path("name").asText().equals("finish_look"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.path("title").asText()).isEqualTo("Surface");
              assertThat(one.path("values").toString()).contains("[\"dull\",\"unglazed\"]");
            });
    assertThat(live.path("tags"))
        .extracting(JsonNode::toString)
        .anyMatch(tag -> tag.contains("fair trade"));
  }

  private static void add(Browser browser, Path file) {
    browser.choose("vocabulary-file", file);
    browser.waitUntilShown("[data-test=vocabulary-replaces]");
    browser.waitUntilTextContains("vocabulary-diff", "Küche");
    browser.click("vocabulary-add");
    browser.waitUntil(
        "!document.querySelector('[data-test=vocabulary-replaces]')"
            + " && Boolean(document.querySelector('[data-test=vocabulary-diff]'))");
    browser.click("vocabulary-live");
  }

  private static void edit(Browser browser) {
    browser.write("vocabulary-search", "matte");
    browser.click("vocabulary-value", "matte");
    browser.write("vocabulary-entry-synonyms", "dull, unglazed");
    browser.click("vocabulary-entry-save");
    browser.click("vocabulary-edit", "finish_look");
    browser.write("vocabulary-entry-title", "Surface");
    browser.click("vocabulary-entry-save");
    browser.write("vocabulary-search", "bottle");
    browser.click("vocabulary-more", "tags");
    browser.write("vocabulary-entry-name", "fair trade");
    browser.press(Keys.ESCAPE);
    browser.waitUntil("!document.querySelector('dialog').open");
    browser.click("vocabulary-more", "tags");
    assertThat(
            browser.evaluate("document.querySelector('[data-test=vocabulary-entry-name]').value"))
        .isEqualTo("fair trade");
    browser.click("vocabulary-entry-save");
    browser.waitUntilTextContains("vocabulary-draft", "3 changes");
    browser.click("vocabulary-try");
    browser.waitUntilTextContains("vocabulary-step", "finish_look: matte");
    browser.click("vocabulary-live");
    browser.waitUntil(
        "document.querySelector('[data-test=vocabulary-draft]').hidden"
            + " && document.querySelectorAll('[data-test=version]').length === 3");
  }
}
