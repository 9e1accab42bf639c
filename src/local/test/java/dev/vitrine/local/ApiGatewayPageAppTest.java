package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.TimeoutException;

/**
 * The page as it is in AWS: every file and every call is an event for the function, and the seller
 * is who the token names. Pictures go to the bucket, and come from it, past API Gateway.
 */
@QuarkusTest
class ApiGatewayPageAppTest {
  private static final String SELLER = "behind-a-gateway";

  /** The page renews a token a minute before its end. */
  private static final int RENEWED_EACH_SECOND = 61;

  @TestHTTPResource("/")
  URL page;

  @Test
  void aSellerUploadsFindsAndCorrectsThroughApiGateway() throws Exception {
    // RestAssured's usual port is that of the Lambda runtime's mock event server.
    URI function = URI.create("http://localhost:" + RestAssured.port + "/_lambda_");
    try (Issuer issuer = new Issuer();
        ApiGateway gateway = new ApiGateway(function, issuer, SELLER);
        Browser browser = Browser.openNew(page.toString(), 1280, 900, gateway.inPlaceOf(page))) {
      try {
        uploadAndCorrect(browser);
      } catch (TimeoutException e) {
        throw new AssertionError(gateway.faults + " " + browser.consoleErrors(), e);
      }
      assertThat(browser.consoleErrors()).isEmpty();
      assertThat(gateway.faults).isEmpty();
      assertThat(gateway.signedIn).contains("POST /uploads", "GET /cards");
    }
  }

  @Test
  void whatIsTypedWhileTheSessionEndsIsKept() throws Exception {
    URI function = URI.create("http://localhost:" + RestAssured.port + "/_lambda_");
    try (Issuer issuer = new Issuer();
        ApiGateway gateway = new ApiGateway(function, issuer, "signed-out")) {
      issuer.lifetime = RENEWED_EACH_SECOND;
      try (Browser browser = Browser.openNew(page.toString(), 1280, 900, gateway.inPlaceOf(page))) {
        browser.waitUntilShown("[data-test=welcome]:not([hidden])");
        browser.choose("file-input", TestApi.COFFEE);
        browser.waitUntilShown("[data-test=card][data-status=done]");
        browser.click("upload-link");
        browser.click("text-edit", "title");
        browser.write("text-input", "Typed before the end");
        issuer.endsSessions = true;
        browser.waitUntilShown("[data-test=signed-out]:not([hidden])");
        browser.click("text-save");
        browser.waitUntilTextContains("toast", "You are not signed in any more.");

        issuer.lifetime = 3600;
        browser.click("sign-in-again");
        browser.waitUntilTextContains("toast", "You are signed in again.");
        browser.click("text-save");
        browser.waitUntilTextContains("title", "Typed before the end");
        removeATagWhileAnotherIsHalfTyped(browser);
        assertThat(gateway.faults).isEmpty();
      }
    }
  }

  @Test
  void aTableOfOldExcelKeepsItsLetters(@TempDir Path folder) throws Exception {
    byte[] table = "label\r\nWeißtöne\r\nHerd\r\n".getBytes(Charset.forName("windows-1252"));
    URI function = URI.create("http://localhost:" + RestAssured.port + "/_lambda_");
    try (Issuer issuer = new Issuer();
        ApiGateway gateway = new ApiGateway(function, issuer, "old-excel-page");
        Browser browser = Browser.openNew(page.toString(), 1280, 900, gateway.inPlaceOf(page))) {
      browser.waitUntilShown("[data-test=welcome]:not([hidden])");
      browser.goTo(page + "#/vocabulary");
      browser.waitUntilTextContains("vocabulary-version", "20 departments");
      browser.choose("vocabulary-file", Files.write(folder.resolve("table.csv"), table));
      browser.waitUntilShown("[data-test=vocabulary-diff]");
      browser.click("vocabulary-live");
      browser.waitUntilTextContains("vocabulary-done", "is live");

      assertThat(browser.texts("problem")).singleElement().asString().contains("Windows-1252");
      assertThat(gateway.faults).isEmpty();
    }
    assertThat(new TestApi(page).get("old-excel-page", "vocabulary").path("categories").toString())
        .contains("Herd", "Weißtöne");
  }

  private static void removeATagWhileAnotherIsHalfTyped(Browser browser) {
    int tags = browser.texts("tag").size();
    browser.write("tag-input", "half ty");
    browser.click("tag-remove");
    browser.waitUntil("document.querySelectorAll('[data-test=tag]').length === " + (tags - 1));
    assertThat(browser.evaluate("document.querySelector('[data-test=tag-input]').value"))
        .isEqualTo("half ty");
  }

  private static void uploadAndCorrect(Browser browser) {
    browser.waitUntilShown("[data-test=welcome]:not([hidden])");
    browser.choose("file-input", TestApi.COFFEE);
    browser.waitUntilShown("[data-test=card][data-status=done]");
    browser.waitUntil("document.querySelector('[data-test=card] img').naturalWidth > 0");

    browser.click("upload-link");
    browser.waitUntilTextContains("tags", "espresso");
    browser.click("text-edit", "title");
    browser.write("text-input", "My own title: 1/2 Größe");
    browser.click("text-save");
    browser.waitUntilTextContains("title", "1/2 Größe");
    for (String label : List.of("french bread", "100%deluxe", "one? or two#", "salt / pepper")) {
      browser.write("tag-input", label);
      browser.click("tag-add");
      browser.waitUntilShown("[data-test=tag][data-key='" + label + "']");
    }
    browser.click("undo");
    browser.waitUntilTextContains("toast", "Undone");
    browser.click("tag-remove", "one? or two#");
    browser.waitUntil("!document.querySelector(\"[data-test=tag][data-key='one? or two#']\")");

    browser.evaluate("(window.old = true, location.reload())");
    browser.waitUntil("window.old === undefined");
    browser.waitUntilTextContains("title", "1/2 Größe");
    browser.waitUntilTextContains("tags", "espresso");
    assertThat(browser.texts("tag"))
        .noneMatch(tag -> tag.contains("salt") || tag.contains("one?"))
        .anyMatch(tag -> tag.contains("french bread"))
        .anyMatch(tag -> tag.contains("100%deluxe"));
    browser.waitUntil("document.querySelector('[data-test=picture-view] img').naturalWidth > 0");
  }
}
