package dev.vitrine.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An issuer of OpenID Connect that lets everybody in who asks as PKCE demands. */
final class Issuer implements AutoCloseable {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  /** Grant types, in the order they were asked for. */
  final List<String> grants = new CopyOnWriteArrayList<>();

  /** How many seconds the next token lasts. */
  volatile int lifetime = 3600;

  /** Whether nobody is let in. */
  volatile boolean refuses;

  /** Whether no token is renewed: who wants one has to sign in. */
  volatile boolean endsSessions;

  private final Map<String, String> asked = new ConcurrentHashMap<>();
  private final HttpServer server;

  Issuer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/.well-known/openid-configuration", this::configuration);
    server.createContext("/authorize", this::authorize);
    server.createContext("/token", this::token);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void configuration(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        200,
        """
        {"authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token"}"""
            .formatted(url()));
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
    asked.putAll(query);
    boolean proper =
        query.get("response_type").equals("code")
            && query.get("code_challenge_method").equals("S256");
    String answer = refuses ? "?error=access_denied&error_description=not+today" : "?code=abc";
    exchange
        .getResponseHeaders()
        .add("Location", query.get("redirect_uri") + answer + "&state=" + query.get("state"));
    answer(exchange, proper ? 302 : 400, "");
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    grants.add(form.get("grant_type"));
    boolean proper =
        form.get("grant_type").equals("refresh_token")
            ? form.get("refresh_token").equals("again") && !endsSessions
            : form.get("code").equals("abc")
                && sha256(form.get("code_verifier")).equals(asked.get("code_challenge"))
                && form.get("redirect_uri").equals(asked.get("redirect_uri"));
    answer(
        exchange,
        proper && form.get("client_id").equals("the-page") ? 200 : 400,
        """
        {"id_token": "%s", "refresh_token": "again"}"""
            .formatted(idToken()));
  }

  private String idToken() {
    long endsAt = Instant.now().getEpochSecond() + lifetime;
    String claims = "{\"nonce\": \"%s\", \"exp\": %d}".formatted(asked.get("nonce"), endsAt);
    return Stream.of("{}", claims, "signature")
        .map(part -> BASE64URL.encodeToString(part.getBytes(UTF_8)))
        .collect(Collectors.joining("."));
  }

  private static String sha256(String text) {
    try {
      return BASE64URL.encodeToString(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static Map<String, String> form(String text) {
    return Stream.of(text.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
    byte[] body = json.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
