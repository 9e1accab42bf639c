package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * The processes behind {@link Browser}. To start one takes most of a second: what one test has
 * closed, the next one opens, and the last of them end with this process.
 */
public final class Chromium {
  private static final Deque<ChromeDriver> IDLE = new ConcurrentLinkedDeque<>();

  /** Those that were started with arguments of a test. */
  private static final Set<ChromeDriver> OF_A_TEST = ConcurrentHashMap.newKeySet();

  private Chromium() {}

  static ChromeDriver idleOrNew() {
    ChromeDriver idle = IDLE.poll();
    return idle == null ? start() : idle;
  }

  /**
   * {@return a browser of its own; where none is installed, the test is left out}
   *
   * @param more arguments of Chromium; with any, no other test gets this browser
   */
  public static ChromeDriver start(String... more) {
    Optional<Path> chromium = program("chromium", "chromium-browser", "google-chrome");
    Optional<Path> chromedriver = program("chromedriver");
    boolean installed = chromium.isPresent() && chromedriver.isPresent();
    if (System.getenv("CI") == null) {
      assumeTrue(installed, "left out: install chromium and chromium-driver to run this test");
    }
    assertThat(installed).as("chromium and chromedriver are installed").isTrue();
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run");
    options.addArguments(more);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    Runtime.getRuntime().addShutdownHook(new Thread(driver::quit));
    if (more.length > 0) {
      OF_A_TEST.add(driver);
    }
    return driver;
  }

  private static Optional<Path> program(String... names) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Keeps a browser for the next test; one that has crashed ends. */
  static void giveBack(ChromeDriver driver) {
    if (OF_A_TEST.remove(driver)) {
      driver.quit();
      return;
    }
    try {
      tidy(driver);
      IDLE.add(driver);
    } catch (WebDriverException e) {
      driver.quit();
      throw e;
    }
  }

  /** Forgets the files that a page of this origin has kept to send them later. */
  static void forgetFiles(ChromeDriver driver, String origin) {
    if (!origin.equals("null")) {
      driver.executeCdpCommand(
          "Storage.clearDataForOrigin", Map.of("origin", origin, "storageTypes", "indexeddb"));
    }
  }

  /**
   * Leaves a tab that nobody used, and nothing of the page, of servers or of a test. What pages of
   * other ports have stored stays: no page of another port can see it.
   */
  private static void tidy(ChromeDriver driver) {
    driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
    driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
    driver.executeCdpCommand("Browser.setDownloadBehavior", Map.of("behavior", "default"));
    driver.executeScript("if (origin !== 'null') localStorage.clear()");
    forgetFiles(driver, (String) driver.executeScript("return origin"));
    Set<String> used = driver.getWindowHandles();
    driver.switchTo().newWindow(WindowType.TAB);
    String unused = driver.getWindowHandle();
    used.forEach(tab -> driver.switchTo().window(tab).close());
    driver.switchTo().window(unused);
    driver.manage().logs().get("browser");
  }
}
