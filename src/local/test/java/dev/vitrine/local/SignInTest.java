package dev.vitrine.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page as API Gateway serves it: the files to everybody, pictures to those with a token. */
class SignInTest {
  private static final Path FILES = Path.of("src/main/resources/META-INF/resources");
  private static final String WELCOME = "[data-test='welcome']:not([hidden])";

  /** The page renews a token a minute before its end. */
  private static final int RENEWED_EACH_SECOND = 61;

  private static final Map<String, String> TYPES =
      Map.of("js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private Issuer issuer;
  private HttpServer page;
  private volatile HttpHandler about = exchange -> answer(exchange, 200, about());
  private volatile HttpHandler cards = exchange -> forSellers(exchange, "{\"cards\": []}");

  @BeforeEach
  void start() throws IOException {
    issuer = new Issuer();
    page = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    page.createContext("/", this::file);
    page.createContext("/about", exchange -> about.handle(exchange));
    page.createContext("/styles", exchange -> answer(exchange, 200, "[]"));
    page.createContext("/tags", exchange -> forSellers(exchange, "[]"));
    page.createContext("/cards", exchange -> cards.handle(exchange));
    page.start();
  }

  @AfterEach
  void stop() {
    page.stop(0);
    issuer.close();
  }

  @Test
  void whoHasNoTokenIsSentForOneAndThenSeesPictures() throws Exception {
    try (Browser browser = Browser.open(url(), 1280, 900)) {
      browser.waitUntilShown(WELCOME);

      assertThat(tokens).isNotEmpty().allMatch(token -> token.startsWith("Bearer e30."));
      assertThat(issuer.grants).containsExactly("authorization_code");
      assertThat(browser.evaluate("location.href")).isEqualTo(url());
      assertThat(browser.text("sign-out")).isEqualTo("Sign out");
      assertThat(new Axe().violations(browser)).isEmpty();
    }
  }

  @Test
  void whoIsNotLetInIsToldWhy() throws Exception {
    issuer.refuses = true;
    try (Browser browser = Browser.open(url(), 1280, 900)) {
      browser.waitUntilTextContains("offline", "Nobody could be signed in: not today");

      assertThat(new Axe().violations(browser)).isEmpty();
      assertThat(issuer.grants).isEmpty();
    }
  }

  @Test
  void anErrorOfTheServerIsShownInWords() throws Exception {
    cards = exchange -> answer(exchange, 500, "{\"code\": \"INTERNAL_ERROR\"}");
    try (Browser browser = Browser.open(url(), 1280, 900)) {
      browser.waitUntilTextContains("offline", "Trying again");

      assertThat(new Axe().violations(browser)).isEmpty();
    }
  }

  @Test
  void aPageOfAProxyInThePlaceOfAnAnswerIsToldInWords() throws Exception {
    cards = exchange -> answer(exchange, 502, "<html><h1>Bad Gateway</h1></html>");
    try (Browser browser = Browser.open(url(), 1280, 900)) {
      browser.waitUntilTextContains("offline", "Vitrine does not answer. Trying again.");
    }
  }

  @Test
  void aPageThatVitrineDoesNotAnswerAtFirstAsksAgain() throws Exception {
    about = exchange -> answer(exchange, 503, "");
    try (Browser browser = Browser.open(url(), 1280, 900)) {
      browser.waitUntilTextContains("offline", "Vitrine is busy. Trying again.");
      about = exchange -> answer(exchange, 200, about());
      browser.waitUntilShown(WELCOME);
      browser.waitUntilShown("[data-test='offline'][hidden]");
    }
  }

  @Test
  void whoseSessionHasEndedSignsInBesideThePage() throws Exception {
    issuer.lifetime = RENEWED_EACH_SECOND;
    try (Browser browser = Browser.open(url(), 1280, 900)) {
      browser.waitUntilShown(WELCOME);
      browser.evaluate("document.body.classList.add('before')");
      issuer.endsSessions = true;
      browser.waitUntilTextContains("signed-out", "You are not signed in any more.");
      assertThat(new Axe().violations(browser)).isEmpty();

      issuer.lifetime = 3600;
      browser.click("sign-in-again");
      browser.waitUntilTextContains("toast", "You are signed in again.");
      browser.waitUntilShown("body.before [data-test='signed-out'][hidden]");
      assertThat(issuer.grants).endsWith("refresh_token", "authorization_code");
    }
  }

  @Test
  void aTokenThatIsAboutToEndIsRenewedWithoutAsking() {
    issuer.lifetime = 30;
    try (Browser browser = Browser.open(url(), 1280, 900)) {
      browser.waitUntilShown(WELCOME);

      assertThat(issuer.grants).startsWith("authorization_code", "refresh_token");
    }
  }

  @Test
  void noStoreOfTheBrowserHoldsAToken() {
    try (Browser browser = Browser.open(url(), 1280, 900)) {
      browser.waitUntilShown(WELCOME);

      assertThat(tokens).isNotEmpty();
      assertThat(
              browser.evaluate(
                  "JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie])"))
          .isEqualTo("[{},{},\"\"]");
    }
  }

  @Test
  void whoSignsOutIsAskedAgain() {
    try (Browser browser = Browser.open(url(), 1280, 900)) {
      browser.waitUntilShown(WELCOME);
      browser.evaluate("document.body.classList.add('before')");
      browser.click("sign-out");
      browser.waitUntilShown("body:not(.before) [data-test='sign-out']");

      assertThat(issuer.grants).containsExactly("authorization_code", "authorization_code");
    }
  }

  private String url() {
    return "http://127.0.0.1:" + page.getAddress().getPort() + "/";
  }

  private String about() {
    return """
        {"mode": "aws", "models": [], "version": "1", "signIn": {"issuer": "%s", "clientId": "the-page"}}"""
        .formatted(issuer.url());
  }

  private void forSellers(HttpExchange exchange, String json) throws IOException {
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    if (token != null) {
      tokens.add(token);
    }
    answer(exchange, token == null ? 401 : 200, json);
  }

  private void file(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Path file = FILES.resolve(path.equals("/") ? "index.html" : path.substring(1));
    String extension = path.substring(path.lastIndexOf('.') + 1);
    exchange.getResponseHeaders().add("Content-Type", TYPES.getOrDefault(extension, "text/html"));
    answer(exchange, 200, Files.readString(file));
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
