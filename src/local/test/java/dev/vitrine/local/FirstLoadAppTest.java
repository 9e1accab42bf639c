package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a browser fetches before a new seller sees the page: behind API Gateway each request is a
 * call of a function.
 */
@QuarkusTest
class FirstLoadAppTest {
  private static final int MOST_REQUESTS = 12;
  private static final int MOST_BYTES = 150_000;

  @TestHTTPResource("/")
  URL page;

  @Test
  void theFirstVisitIsLight() throws Exception {
    try (Browser browser = Browser.openNew("about:blank", 1280, 900).as("newcomer")) {
      browser.goTo(page.toString());
      browser.waitUntilShown("[data-test=welcome]:not([hidden]) [data-test=sample] img");
      browser.waitUntil(
          "performance.getEntriesByType('resource').some((r) => /counts/.test(r.name))");
      browser.waitUntil(
          "[...document.querySelectorAll('[data-test=sample] img')].every((i) => i.complete && i.naturalWidth)");

      List<Map<String, Object>> requests = browser.requestsAround("/cards?");

      assertThat(requests).as("%s", requests).hasSizeLessThanOrEqualTo(MOST_REQUESTS);
      assertThat(requests.stream().mapToLong(r -> ((Number) r.get("bytes")).longValue()).sum())
          .as("%s", requests)
          .isLessThan(MOST_BYTES);
    }
  }
}
