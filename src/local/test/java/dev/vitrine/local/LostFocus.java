package dev.vitrine.local;

import java.util.List;
import java.util.Map;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * Watches, in tests of the page, that the keyboard never falls to the body because the control it
 * was on is gone: who has no mouse would start again at the top of the page.
 */
final class LostFocus {
  private static final String KEPT = "test.lost-focus";

  /** A third of a second is more than the page needs to find the next control. */
  private static final String WATCH =
      """
      {
        let last = null;
        let times = 0;
        const isShown = (one) => one.checkVisibility();
        addEventListener('focusin', ({ target }) => (last = target));
        addEventListener('pointerdown', () => (last = null));
        // As the address is entered, which takes the keyboard from a control that is still there.
        addEventListener('focusout', ({ target }) => isShown(target) && (last = null));
        setInterval(() => {
          const isLost = last && document.activeElement === document.body && !isShown(last);
          times = isLost ? times + 1 : 0;
          if (times !== 4) return;
          const lost = JSON.parse(sessionStorage.getItem('KEPT') ?? '[]');
          const name = last.dataset.test ?? last.outerHTML.slice(0, 80);
          sessionStorage.setItem('KEPT', JSON.stringify([...lost, `${name} at ${location.hash}`]));
        }, 100);
      }"""
          .replace("KEPT", KEPT);

  private LostFocus() {}

  static void watch(ChromeDriver driver) {
    driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
  }

  /** {@return the controls that took the keyboard with them, in this tab} */
  @SuppressWarnings("unchecked")
  static List<String> in(JavascriptExecutor driver) {
    try {
      return (List<String>)
          driver.executeScript(
              "return origin === 'null' ? [] : JSON.parse(sessionStorage.getItem('%s') ?? '[]')"
                  .formatted(KEPT));
    } catch (WebDriverException e) {
      return List.of("a tab that crashed");
    }
  }
}
