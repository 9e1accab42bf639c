package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/**
 * What the page says of a preview that takes long or comes to no result. The answers are made here:
 * a tiny model is too quick to be seen at work.
 */
final class PreviewStates {
  private static final String ANSWERS =
      """
      void ((window.told = []), (window.fetch = new Proxy(window.fetch, {
        apply: async (ask, self, [path, how]) => {
          if (!path.startsWith('models/preview')) return ask.call(self, path, how);
          window.told.push(`${how.method}${how.keepalive ? ' to the end' : ''}`);
          return how.method === 'DELETE' ? new Response(null, { status: 204 }) : Response.json(window.preview);
        } })))""";

  private static final String PREVIEW =
      "void (window.preview = { model: 'ViT-X', state: '%s', labels: 310, ofLabels: 1480, looked: 7,"
          + " of: 24, images: [], unchanged: 7, message: %s })";

  private final Browser browser;
  private final Axe axe;

  /**
   * @param browser shows the dialog about the models, with one that is not used yet
   */
  PreviewStates(Browser browser) throws IOException {
    this.browser = browser;
    this.axe = new Axe();
  }

  void areSaid() throws IOException {
    browser.evaluate(ANSWERS);
    isStopped();
    endsWithThePage();
    hasNoRoom();
    hasFailed();
  }

  private void become(String state, String message) {
    browser.evaluate(PREVIEW.formatted(state, message));
  }

  private void see(String name) throws IOException {
    for (int width : new int[] {1280, 390}) {
      browser.resize(width, 844);
      assertThat(axe.violationsIn(browser, "dialog")).isEmpty();
      browser.waitUntil("document.documentElement.scrollWidth <= innerWidth");
      browser.keepScreenshot("model " + name + " " + width);
    }
    browser.resize(1280, 900);
  }

  private long told(String request) {
    return (long) browser.evaluate("told.filter((one) => one === '%s').length".formatted(request));
  }

  private void isStopped() throws IOException {
    become("reading", "null");
    browser.click("model-preview-start");
    browser.waitUntilTextContains("model-preview-words", "310 of 1480");
    browser.waitUntil("document.querySelector('[data-test=model-preview] progress').value === 310");
    become("looking", "null");
    browser.waitUntilTextContains("model-preview-words", "7 of 24");
    see("looking");
    browser.click("model-preview-stop");
    browser.waitUntilShown("[data-test=model-preview-start]");
    browser.evaluate("void dispatchEvent(new Event('pagehide'))"); // no preview of this page's
    assertThat(told("DELETE to the end")).isEqualTo(1);
  }

  private void endsWithThePage() {
    browser.click("model-preview-start");
    browser.waitUntilShown("[data-test=model-preview-stop]");
    browser.evaluate("void dispatchEvent(new Event('pagehide'))");
    assertThat(told("DELETE to the end")).isEqualTo(2);
    long asked = told("GET");
    browser.click("model-preview-stop");
    browser.waitUntilShown("[data-test=model-preview-start]");
    assertThat(told("GET")).isEqualTo(asked);
  }

  private void hasNoRoom() throws IOException {
    become("no-room", "'A preview takes about 3.8 GB of memory, and 1.1 GB are free.'");
    browser.click("model-preview-start");
    browser.waitUntilTextContains("model-preview-words", "1.1 GB are free. You can still use it");
    browser.waitUntilShown("[data-test=model-preview] [data-test=model-order]");
    see("without room");
  }

  private void hasFailed() throws IOException {
    become("failed", "'ViT-X answers with no numbers.'");
    browser.click("model-preview-start");
    browser.waitUntilTextContains("model-preview-words", "no numbers. The stand-in goes on");
    assertThat(browser.texts("model-order")).isEmpty();
    see("failed");
    become("done", "null");
    browser.click("model-preview-start");
    browser.waitUntilTextContains("model-preview-summary", "There was no time to look at more.");
  }
}
