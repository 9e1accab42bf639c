package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** A picture that was uploaded twice, on its page; and those that are like it. */
@QuarkusTest
class AlsoHerePageAppTest {
  private static final String SELLER = "also-here";

  @Inject S3Client s3;

  @TestHTTPResource("/")
  URL page;

  @Test
  void leadsToTheOtherOne() throws Exception {
    TestApi api = new TestApi(page);
    String one = TestApi.put(s3, SELLER + "/one.jpg", TestApi.COFFEE);
    String two = TestApi.put(s3, SELLER + "/two.jpg", TestApi.COFFEE);
    api.awaitSettled(SELLER, one);
    api.awaitSettled(SELLER, two);
    String cat = TestApi.put(s3, SELLER + "/cat.jpg", TestApi.COFFEE.resolveSibling("chelsea.jpg"));
    api.awaitSettled(SELLER, cat);
    String similar = "images/" + one + "/similar";
    TestApi.await(
        "the table's stream has named all",
        () ->
            api.get(SELLER, similar).findValuesAsText("imageId").contains(two)
                && api.get(SELLER, similar + "?by=meaning").path("images").size() == 2);

    try (Browser browser = Browser.open("about:blank", 1280, 900).as(SELLER)) {
      browser.goTo(page + "#/pictures/" + one);
      browser.waitUntilTextContains("also-here", "1 picture that looks the same");
      browser.waitUntilShown("[data-test=similar-picture][data-key=" + cat + "]");
      browser.click("also-here-picture", two);
      browser.waitUntilTextContains("picture-name", "two.jpg");
      browser.goTo(page + "#/duplicates");
      browser.waitUntilTextContains("duplicates-count", "1 picture is there more than once");
      browser.resize(320, 700);
      browser.waitUntil("document.documentElement.scrollWidth <= innerWidth");
      browser.click("keep-only", two);
      browser.click("bulk-delete-confirm");
      browser.waitUntilTextContains("duplicates-count", "No picture is there more than once");
      assertThat(api.get(SELLER, "images").findValuesAsText("imageId"))
          .containsOnlyOnce(two)
          .doesNotContain(one);
      browser.press("z");
      browser.waitUntilTextContains("duplicates-count", "1 picture is there more than once");
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }
}
