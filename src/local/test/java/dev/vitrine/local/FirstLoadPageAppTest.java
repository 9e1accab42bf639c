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
class FirstLoadPageAppTest {
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

      List<Map<String, Object>> requests = requestsAround(browser, "/cards?");

      assertThat(requests).as("%s", requests).hasSizeLessThanOrEqualTo(MOST_REQUESTS);
      assertThat(requests.stream().mapToLong(r -> ((Number) r.get("bytes")).longValue()).sum())
          .as("%s", requests)
          .isLessThan(MOST_BYTES);
    }
  }

  /**
   * {@return the page and what it fetched, until 2 s after its first answer of the given address,
   * which is before it looks for news: {@code url}, and {@code bytes} as sent, with headers}
   *
   * @see <a href="https://www.w3.org/TR/resource-timing/">Resource Timing</a>
   */
  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> requestsAround(Browser browser, String address) {
    return (List<Map<String, Object>>)
        browser.evaluate(
            """
            (() => {
              const all = ['navigation', 'resource'].flatMap((t) => performance.getEntriesByType(t));
              const end = all.find((one) => one.name.includes('%s')).responseEnd + 2000;
              return all.filter((one) => one.startTime < end)
                .map((one) => ({ url: one.name, bytes: one.transferSize }));
            })()"""
                .formatted(address));
  }
}
