package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** What a seller saves from the page. */
@QuarkusTest
class ExportsPageAppTest {
  @TestHTTPResource("/")
  URL page;

  @Inject S3Client s3;

  /**
   * A browser sends the header that names a seller with no download: what it saves is demo's. So
   * the same address is asked once more, as the seller.
   */
  @Test
  void aZipWithThePicturesIsSavedOfAllAndOfSome(@TempDir Path folder) throws Exception {
    String id = TestApi.put(s3, "packer/cup.jpg", TestApi.COFFEE);
    new TestApi(page).awaitSettled("packer", id);
    try (Browser browser = Browser.open("about:blank", 1280, 900).as("packer").savesTo(folder)) {
      browser.goTo(page + "#/");
      countsAsExportedOnceItsFileIsSaved(browser, folder, id);
      browser.evaluate(
          "void addEventListener('click', ({ target }) => {"
              + " if (target.download) window.saved = target.getAttribute('href'); }, true)");
      browser.click("exports");
      assertThat(browser.text("export-note")).contains("those in a zip name the pictures in it");
      browser.click("export", "images.zip");
      assertThat(names(saved(folder, "vitrine-images.zip"))).contains("images.csv");
      assertThat(browser.evaluate("window.saved")).isEqualTo("exports/images.zip?bom=true");
      assertThat(names(asked(browser, folder)))
          .containsExactlyInAnyOrder("images.csv", "pictures/cup.jpg");

      browser.click("card-select", id);
      browser.click("bulk-export");
      browser.click("bulk-export-entry", "shopify.zip");
      assertThat(names(saved(folder, "vitrine-shopify.zip"))).contains("shopify.csv");
      assertThat(browser.evaluate("window.saved"))
          .isEqualTo("exports/shopify.zip?ids=" + id + "&products=new");
      assertThat(names(asked(browser, folder)))
          .containsExactlyInAnyOrder("shopify.csv", "pictures/cup.jpg");
    }
  }

  @Test
  void whatAShopMayHaveAlreadyIsAFileOfItsOwn(@TempDir Path folder) throws Exception {
    String id = TestApi.put(s3, "keeper/cup.jpg", TestApi.COFFEE);
    TestApi api = new TestApi(page);
    api.awaitSettled("keeper", id);
    try (Browser browser = Browser.open("about:blank", 390, 844).as("keeper").savesTo(folder)) {
      browser.goTo(page + "#/");
      browser.click("exports");
      browser.keepScreenshot("exports-menu-390");
      assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo(true);
      browser.click("export", "shopify.csv");
      assertThat(saved(folder, "vitrine-shopify.csv")).content().contains(",FALSE,draft,");
      TestApi.await(
          "exported",
          () -> api.get("keeper", "/images/" + id).path("work").asText().equals("exported"));

      browser.click("exports");
      browser.click("export", "shopify.csv");
      browser.waitUntilTextContains(
          "toast", "1 product is left out, because it was exported to Shopify before: export it");
      browser.keepScreenshot("exports-others-390");
      browser.click("exports");
      browser.click("export", "shopify-changes.csv");
      assertThat(saved(folder, "vitrine-shopify-changes.csv"))
          .content()
          .contains("URL handle", ",cup-")
          .doesNotContain("Status", "draft", "Tags", "127.0.0.1");
      browser.click("exports");
      browser.click("export", "shopify-changes-tags.csv");
      assertThat(saved(folder, "vitrine-shopify-changes-tags.csv"))
          .content()
          .contains("URL handle,Product category,Type,Tags", ",cup-")
          .doesNotContain("Status", "draft");
    }
  }

  private void countsAsExportedOnceItsFileIsSaved(Browser browser, Path folder, String id)
      throws Exception {
    browser.click("exports");
    browser.click("export", "images.jsonl");
    browser.waitUntil("document.activeElement.matches('#exports:not([open]) > summary')");

    assertThat(saved(folder, "vitrine-images.jsonl")).content().contains(id);
    TestApi api = new TestApi(page);
    TestApi.await(
        "marked with it",
        () -> api.get("packer", "/images/" + id).path("work").asText().equals("exported"));
  }

  /** {@return what the link that was saved last leads the seller to} */
  private Path asked(Browser browser, Path folder) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(page + "" + browser.evaluate("window.saved")))
            .header("Vitrine-Seller", "packer")
            .build();
    return HttpClient.newHttpClient()
        .send(request, BodyHandlers.ofFile(Files.createTempFile(folder, "asked", ".zip")))
        .body();
  }

  /** Under this name when it is whole. */
  private static Path saved(Path folder, String name) throws Exception {
    TestApi.await(name + " is saved", () -> Files.exists(folder.resolve(name)) && isWhole(folder));
    return folder.resolve(name);
  }

  private static boolean isWhole(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.noneMatch(file -> file.toString().endsWith(".crdownload"));
    }
  }

  private static List<String> names(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }
}
