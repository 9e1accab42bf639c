package dev.vitrine.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Plays API Gateway before the function: a request becomes an event of its HTTP API, the function's
 * answer a response. A token is not checked, only asked for, and names one seller.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Events
 *     and answers, format 2.0</a>
 */
final class ApiGateway implements AutoCloseable {
  /** Most bytes of a function's answer, as JSON. */
  private static final int LARGEST_ANSWER = 6 << 20;

  private static final Set<String> OF_THE_CONNECTION =
      Set.of("content-length", "transfer-encoding", "connection");

  private static final String ABOUT = "/about";

  private static final JsonMapper JSON = new JsonMapper();

  /** What the function did wrong: errors, and answers that Lambda does not pass on. */
  final List<String> faults = new CopyOnWriteArrayList<>();

  /** Method and path of each request that came with a token. */
  final List<String> signedIn = new CopyOnWriteArrayList<>();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final URI function;
  private final Issuer issuer;
  private final String seller;

  /**
   * @param function where it takes events
   */
  ApiGateway(URI function, Issuer issuer, String seller) throws IOException {
    this.function = function;
    this.issuer = issuer;
    this.seller = seller;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /**
   * {@return an argument of Chromium, by which an address leads here} The page keeps its origin, so
   * that the bucket takes its pictures.
   */
  String inPlaceOf(URL page) {
    return "--host-resolver-rules=MAP %s 127.0.0.1:%d"
        .formatted(page.getAuthority(), server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      HttpRequest event =
          HttpRequest.newBuilder(function)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(event(exchange).toString()))
              .build();
      HttpResponse<String> answer = http.send(event, BodyHandlers.ofString());
      boolean isAnswer = answer.statusCode() == 200 && answer.body().contains("\"statusCode\"");
      if (!isAnswer || answer.body().length() > LARGEST_ANSWER) {
        faults.add(exchange.getRequestURI() + ": " + answer.statusCode() + " " + answer.body());
        exchange.sendResponseHeaders(502, -1);
      } else {
        respond(exchange, JSON.readTree(answer.body()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      faults.add(exchange.getRequestURI() + ": " + e);
      throw e;
    } finally {
      exchange.close();
    }
  }

  private ObjectNode event(HttpExchange exchange) throws IOException {
    URI target = exchange.getRequestURI();
    String method = exchange.getRequestMethod();
    ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("routeKey", "$default");
    String path = decoded(target);
    event.put("rawPath", path);
    event.put("rawQueryString", target.getRawQuery() == null ? "" : target.getRawQuery());
    ObjectNode headers = event.putObject("headers");
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(lower(name), String.join(",", values)));
    if (target.getPath().equals(ABOUT)) {
      headers.remove("accept-encoding"); // It is rewritten.
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean isText = isText(headers.path("content-type").asText());
    event.put("isBase64Encoded", body.length > 0 && !isText);
    if (body.length > 0) {
      event.put(
          "body", isText ? new String(body, UTF_8) : Base64.getEncoder().encodeToString(body));
    }
    ObjectNode context = event.putObject("requestContext").put("stage", "$default");
    context.putObject("http").put("method", method).put("path", path);
    if (headers.has("authorization")) {
      signedIn.add(method + " " + target.getPath());
      ObjectNode jwt = context.putObject("authorizer").putObject("jwt");
      jwt.putNull("scopes").putObject("claims").put("custom:seller", seller);
    }
    return event;
  }

  /**
   * {@return the path of an event} It is decoded, and so ends before an escaped question mark.
   *
   * @see <a href="https://github.com/middleapi/standard-server/pull/93">What each service of AWS
   *     makes of a path</a>
   */
  private static String decoded(URI target) {
    return target.getPath().replaceAll("[?].*", "");
  }

  /**
   * {@return whether a body of this type becomes a string of the event} Which characters stand for
   * bytes that are no UTF-8 is written nowhere; no string can hold such bytes.
   */
  private static boolean isText(String type) {
    return type.startsWith("text/") || type.matches("application/(json|xml|javascript)(;.*)?");
  }

  private void respond(HttpExchange exchange, JsonNode answer) throws IOException {
    String text = answer.path("body").asText("");
    byte[] body =
        answer.path("isBase64Encoded").asBoolean()
            ? Base64.getDecoder().decode(text)
            : text.getBytes(UTF_8);
    answer
        .path("headers")
        .properties()
        .forEach(
            header -> {
              if (!OF_THE_CONNECTION.contains(header.getKey())) {
                exchange.getResponseHeaders().add(header.getKey(), header.getValue().asText());
              }
            });
    if (exchange.getRequestURI().getPath().equals(ABOUT)) {
      body = about(body);
    }
    int status = answer.path("statusCode").asInt();
    boolean isEmpty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, isEmpty ? -1 : body.length);
    if (!isEmpty) {
      exchange.getResponseBody().write(body);
    }
  }

  /** Local mode, which is behind this gateway, has nobody sign in. */
  private byte[] about(byte[] answer) throws IOException {
    ObjectNode about = (ObjectNode) JSON.readTree(answer);
    about.put("mode", "aws");
    about.putObject("signIn").put("issuer", issuer.url()).put("clientId", "the-page");
    return about.toString().getBytes(UTF_8);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
