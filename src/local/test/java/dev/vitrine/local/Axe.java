package dev.vitrine.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Looks for what keeps people from using a view: axe, run in the browser, for WCAG 2.2 A and AA.
 *
 * @see <a href="https://github.com/dequelabs/axe-core/blob/develop/doc/API.md">axe's API</a>
 */
final class Axe {
  private static final String RUN =
      """
      axe.run(%s, {
        %s,
        resultTypes: ['violations'],
      }).then(({ violations }) => violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, any, all, none }) =>
          `${id} (${help}): ${target.join(' ')}: ${[...any, ...all, ...none].map((one) => one.message).join('; ')}`)))""";

  private static final String ALL =
      "runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }";
  private static final String COLORS = "runOnly: { type: 'rule', values: ['color-contrast'] }";

  /**
   * axe leaves the rule of WCAG 2.2 out until it is asked for. What an open menu covers it takes
   * for small.
   */
  private static final String RULES =
      ", rules: { 'target-size': { enabled: !document.querySelector('.menu[open]') }%s }";

  private static final String ALL_BUT_COLORS =
      ALL + RULES.formatted(", 'color-contrast': { enabled: false }");

  /**
   * What fades in has colors that nobody reads yet. What moves for as long as something is waited
   * for is shown without its motion, as to people who ask for less of it.
   */
  private static final String STANDS_STILL =
      """
      document.getAnimations().every((one) => {
        if (one.effect.getComputedTiming().endTime === Infinity) one.cancel();
        return one.playState !== 'running';
      })""";

  private final String script;

  Axe() throws IOException {
    try (InputStream file = Axe.class.getResourceAsStream("/axe.min.js")) {
      this.script = new String(file.readAllBytes(), UTF_8);
    }
  }

  /** {@return what is wrong with the view as it is shown now, and where} */
  List<String> violations(Browser browser) {
    return violations(browser, "document", ALL + RULES.formatted(""));
  }

  /** {@return what is wrong with a part of the view} */
  List<String> violationsIn(Browser browser, String cssSelector) {
    return violations(browser, "'" + cssSelector + "'", ALL + RULES.formatted(""));
  }

  /** {@return what cannot be read well in its colors; to find that takes nearly all of the time} */
  List<String> faintWords(Browser browser) {
    return violations(browser, "document", COLORS);
  }

  /** {@return what is wrong with a view that was looked at in these colors at another width} */
  List<String> violationsBesideColors(Browser browser) {
    return violations(browser, "document", ALL_BUT_COLORS);
  }

  @SuppressWarnings("unchecked")
  private List<String> violations(Browser browser, String part, String rules) {
    if (Boolean.FALSE.equals(browser.evaluate("'axe' in window"))) {
      browser.evaluate("(() => {" + script + "})()");
    }
    // What the header covers counts as small.
    browser.evaluate("scrollTo(0, 0)");
    browser.waitUntil(STANDS_STILL);
    return (List<String>) browser.evaluate(RUN.formatted(part, rules));
  }
}
