package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real, headless Chromium on the sellers' page; its elements are found by {@code data-test}. */
final class Browser implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target/local/screenshots");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Selenium's own pause, half a second, is most of what a test of the page would take. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** The page draws a part again when it changes, also between finding and clicking. */
  private static final List<Class<? extends Throwable>> REDRAWN =
      List.of(
          NoSuchElementException.class,
          StaleElementReferenceException.class,
          ElementNotInteractableException.class);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Opens a page; where no Chromium is installed the test is left out, but never in CI. {@link
   * #close} fails if a control that went away took the keyboard with it.
   */
  static Browser open(String url, int width, int height) {
    return open(Chromium.idleOrNew(), url, width, height);
  }

  /** As {@link #open(String, int, int)}, in a browser that no test had before. */
  static Browser openNew(String url, int width, int height, String... arguments) {
    return open(Chromium.start(arguments), url, width, height);
  }

  private static Browser open(ChromeDriver driver, String url, int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
    LostFocus.watch(driver);
    driver.get(url);
    return new Browser(driver);
  }

  /** Makes all further requests those of another seller. */
  Browser as(String seller) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand(
        "Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Vitrine-Seller", seller)));
    return this;
  }

  /** Saves what the page hands out as files in a folder. */
  Browser savesTo(Path folder) {
    driver.executeCdpCommand(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toAbsolutePath().toString()));
    return this;
  }

  /** Gives the page a window of this size in CSS pixels, also below Chromium's least. */
  void resize(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  void goTo(String url) {
    driver.get(url);
  }

  /** Chooses files, or a folder, in a file input, as a person does in the dialog it opens. */
  void choose(String test, Path... files) {
    waitFor(css(test))
        .sendKeys(
            Stream.of(files)
                .map(file -> file.toAbsolutePath().toString())
                .collect(Collectors.joining("\n")));
  }

  void click(String test) {
    click(css(test));
  }

  void click(String test, String key) {
    click(css(test, key));
  }

  private void click(By selector) {
    click(selector, WebElement::click);
  }

  void clickWithShift(String test, String key) {
    click(
        css(test, key),
        control ->
            new Actions(driver).keyDown(Keys.SHIFT).click(control).keyUp(Keys.SHIFT).perform());
  }

  private void click(By selector, Consumer<WebElement> click) {
    until(
        d -> {
          WebElement control = d.findElement(selector);
          // Else one that the sticky header covers counts as in view, and cannot be clicked.
          driver.executeScript("arguments[0].scrollIntoView({ block: 'center' })", control);
          click.accept(control);
          return true;
        });
  }

  /** Focuses a control and presses a key on it. */
  void pressOn(String test, String key, CharSequence pressed) {
    pressOn(css(test, key), pressed);
  }

  void pressOn(String test, CharSequence pressed) {
    pressOn(css(test), pressed);
  }

  /** Writes into a field in place of what is in it. */
  void write(String test, String text) {
    pressOn(css(test), Keys.chord(Keys.CONTROL, "a"), text);
  }

  private void pressOn(By selector, CharSequence... pressed) {
    until(
        d -> {
          d.findElement(selector).sendKeys(pressed);
          return true;
        });
  }

  /** Waits until a script says true. */
  void waitUntil(String script) {
    until(d -> Boolean.TRUE.equals(driver.executeScript("return " + script)));
  }

  /** {@return what has the keyboard: its data-test, or its element's name; BODY if nothing has} */
  String focused() {
    return String.valueOf(
        evaluate("document.activeElement.dataset.test ?? document.activeElement.tagName"));
  }

  /** Cuts the page off from the server, or connects it again. */
  void setOffline(boolean offline) {
    setNetwork(offline, 0);
  }

  /** Lets no request reach these addresses, but any others again. */
  void block(String... urls) {
    driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of(urls)));
  }

  /** Lets no answer reach the page before this time. */
  void setLatency(Duration latency) {
    setNetwork(false, latency.toMillis());
  }

  private void setNetwork(boolean offline, long ms) {
    driver.executeCdpCommand("Network.enable", Map.of());
    Map<String, Object> network =
        Map.of("downloadThroughput", -1, "uploadThroughput", -1, "offline", offline, "latency", ms);
    driver.executeCdpCommand("Network.emulateNetworkConditions", network);
  }

  /**
   * Keeps what the window shows, for a person to look at: {@code
   * target/local/screenshots/NAME.jpg}.
   */
  void keepScreenshot(String name) throws IOException {
    Object shown =
        driver
            .executeCdpCommand("Page.captureScreenshot", Map.of("format", "jpeg", "quality", 80))
            .get("data");
    Files.createDirectories(SCREENSHOTS);
    Files.write(
        SCREENSHOTS.resolve(name.replaceAll("[^a-z0-9]+", "-") + ".jpg"),
        Base64.getDecoder().decode(String.valueOf(shown)));
  }

  /**
   * @param scheme light or dark
   */
  void setColorScheme(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Chooses an entry of a menu. */
  void select(String test, String text) {
    new Select(waitFor(css(test))).selectByVisibleText(text);
  }

  /** Presses a key, wherever the keyboard is. */
  void press(CharSequence key) {
    new Actions(driver).sendKeys(key).perform();
  }

  void pressWithShift(CharSequence key) {
    new Actions(driver).keyDown(Keys.SHIFT).sendKeys(key).keyUp(Keys.SHIFT).perform();
  }

  /** Draws with the mouse from one point of the window to another, and holds its button there. */
  void draw(int fromX, int fromY, int toX, int toY) {
    draw(new Actions(driver), fromX, fromY, toX, toY).perform();
  }

  /** As {@link #draw}, with Shift held down. */
  void drawWithShift(int fromX, int fromY, int toX, int toY) {
    Actions shift = new Actions(driver).keyDown(Keys.SHIFT);
    draw(shift, fromX, fromY, toX, toY).keyUp(Keys.SHIFT).perform();
  }

  private static Actions draw(Actions actions, int fromX, int fromY, int toX, int toY) {
    return actions.moveToLocation(fromX, fromY).clickAndHold().moveToLocation(toX, toY);
  }

  void letGo() {
    new Actions(driver).release().perform();
  }

  /** {@return the text of an element, once it is there} */
  String text(String test) {
    return until(d -> d.findElement(css(test)).getText());
  }

  List<String> texts(String test) {
    return until(d -> d.findElements(css(test)).stream().map(WebElement::getText).toList());
  }

  void waitUntilShown(String cssSelector) {
    waitFor(By.cssSelector(cssSelector));
  }

  void waitUntilTextContains(String test, String text) {
    until(d -> d.findElements(css(test)).stream().anyMatch(e -> e.getText().contains(text)));
  }

  /** {@return what a script says; for what the eye sees and no element tells} */
  Object evaluate(String script) {
    return driver.executeScript("return " + script);
  }

  /** {@return errors the page wrote to its console} */
  List<String> consoleErrors() {
    return driver.manage().logs().get("browser").getAll().stream()
        .filter(entry -> entry.getLevel().getName().equals("SEVERE"))
        .map(Object::toString)
        .toList();
  }

  private WebElement waitFor(By selector) {
    return until(d -> d.findElements(selector).stream().findFirst().orElse(null));
  }

  private <T> T until(ExpectedCondition<T> condition) {
    return new WebDriverWait(driver, PATIENCE, PAUSE).ignoreAll(REDRAWN).until(condition);
  }

  private static By css(String test) {
    return By.cssSelector("[data-test='" + test + "']");
  }

  private static By css(String test, String key) {
    return By.cssSelector("[data-test='" + test + "'][data-key='" + key + "']");
  }

  @Override
  public void close() {
    List<String> lost = LostFocus.in(driver);
    Chromium.giveBack(driver);
    assertThat(lost).as("the keyboard was lost with").isEmpty();
  }
}
