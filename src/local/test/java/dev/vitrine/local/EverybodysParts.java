package dev.vitrine.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openqa.selenium.Keys;

/**
 * What opens in a view that {@link EverybodyPageAppTest} has seen as a whole: dialogs, a menu, a
 * vocabulary that is tried. axe sees only the part, in both color schemes, and whether it fits into
 * the narrowest window.
 */
final class EverybodysParts {
  private static final String INSIDE =
      """
      [...document.querySelectorAll('%s :is(.button, .notice, .input, p)')].every((one) => {
        const frame = one.closest('.panel, dialog, .menu-panel');
        const right = (element) => element.getBoundingClientRect().right;
        return !frame || right(one) <= right(frame) + 1;
      })""";

  private final Axe axe;
  private final Browser browser;
  private final String page;
  private final List<String> problems = new ArrayList<>();

  EverybodysParts(Axe axe, Browser browser, String page) {
    this.axe = axe;
    this.browser = browser;
    this.page = page;
  }

  /**
   * @param picture one that has suggestions
   * @param folder for files
   * @return what is wrong
   */
  List<String> problems(String picture, Path folder) throws IOException {
    ofTheGallery(picture);
    ofTheVocabulary(folder);
    return problems;
  }

  private void ofTheGallery(String picture) throws IOException {
    open("?at=2099-12", "[data-test=card]");
    browser.click("go-to");
    look("go to", "[data-test=go-to]", "[data-test=month]");
    browser.press(Keys.ESCAPE);
    browser.click("card-select", picture);
    for (String action : List.of("tag", "attribute", "accept", "group")) {
      browser.click("bulk-" + action);
      look("many, " + action, "dialog", "dialog[open]");
      // The dialog gives the keyboard back to its button, which the narrow window had folded away.
      browser.waitUntil("!document.querySelector('.bulk-more')");
      browser.evaluate("void document.getElementById('dialog').close()");
    }
    browser.evaluate(
        """
        void (window.fetch = new Proxy(window.fetch, { apply: async (ask, self, [path, how]) =>
          path.startsWith('search?')
            ? Response.json({ meaning: 'incomplete', found: (await (await ask.call(self, 'cards?limit=2', how)).json())
                .cards.map((card) => ({ by: 'meaning', card })) })
            : ask.call(self, path, how) }))""");
    browser.evaluate("void (location.hash = '#/?text=cup')");
    look("looks like it", "#looks-like", "#looks-like:not([hidden]) [data-test=card]");
  }

  private void ofTheVocabulary(Path folder) throws IOException {
    open("vocabulary", "[data-test=vocabulary-attribute]");
    browser.choose("vocabulary-file", file(folder, "wrong.csv", "lable;parent\nmug;Kitchen\n"));
    look("vocabulary, refused", "[data-test=vocabulary-upload]", "[data-test=vocabulary-refused]");
    browser.choose(
        "vocabulary-file", file(folder, "small.csv", "label;parent\nKettle;Tea\nPot;Tea\n"));
    look("vocabulary, tried", "[data-test=vocabulary-upload]", "[data-test=vocabulary-diff]");
    browser.write("vocabulary-search", "matte");
    browser.click("vocabulary-value", "matte");
    look("vocabulary, word", "dialog", "dialog[open]");
    browser.write("vocabulary-entry-synonyms", "dull, unglazed");
    browser.click("vocabulary-entry-save");
    look(
        "vocabulary, draft",
        "[data-test=vocabulary-draft]",
        "[data-test=vocabulary-draft]:not([hidden])");
  }

  private static Path file(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private void open(String view, String wanted) {
    browser.goTo("about:blank");
    browser.goTo(page + "#/" + view);
    browser.waitUntilShown(wanted);
  }

  private void look(String name, String part, String wanted) throws IOException {
    browser.waitUntilShown(wanted);
    for (String scheme : List.of("dark", "light")) {
      browser.setColorScheme(scheme);
      axe.violationsIn(browser, part).forEach(one -> problems.add(name + ": " + one));
      browser.keepScreenshot(name + " 1280 " + scheme);
    }
    browser.resize(320, 700);
    if (!Boolean.TRUE.equals(
        browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))) {
      problems.add(name + " does not fit into 320 px");
    }
    if (!Boolean.TRUE.equals(browser.evaluate(INSIDE.formatted(part)))) {
      problems.add(name + " sticks out of its frame at 320 px");
    }
    browser.keepScreenshot(name + " 320 light");
    browser.resize(1280, 900);
  }
}
