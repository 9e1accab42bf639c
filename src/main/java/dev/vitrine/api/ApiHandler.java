package dev.vitrine.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.vitrine.trace.Observed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Serves API Gateway: an event of its HTTP API becomes a request to the same JAX-RS resources that
 * serve the local port.
 */
@Observed
@ApplicationScoped
@Named("api")
public class ApiHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset=[^;]*");

  private final Router router;

  ApiHandler(Router router) {
    this.router = router;
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    Map<String, String> headers = headers(event);
    Router.ApiResponse response =
        Gzip.applied(
            router.send(
                new Router.ApiRequest(
                    event.getRequestContext().getHttp().getMethod(),
                    target(event),
                    headers,
                    body(event),
                    claims(event))),
            acceptedEncodings(headers));
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(response.status())
        .withHeaders(joined(response.headers()))
        .withCookies(response.headers().getOrDefault("set-cookie", List.of()))
        .withIsBase64Encoded(!response.isText())
        .withBody(response.isText() ? response.text() : response.base64())
        .build();
  }

  /**
   * {@return path and query, both encoded} API Gateway hands over the query as the client encoded
   * it, but a path of its HTTP APIs decoded, also in {@code rawPath}: a slash that was escaped is a
   * slash like any other then, and the path ends before a question mark that was escaped.
   *
   * @see <a href="https://github.com/fastify/aws-lambda-fastify/issues/169">An event of {@code
   *     /a%2Fb}, whose {@code rawPath} is {@code /a/b}</a>
   */
  private static String target(APIGatewayV2HTTPEvent event) {
    String stage = event.getRequestContext().getStage();
    String path = event.getRawPath();
    // API Gateway puts the name of a stage before each path, except $default.
    if (stage != null && !stage.equals("$default") && path.startsWith("/" + stage + "/")) {
      path = path.substring(stage.length() + 1);
    }
    String query = event.getRawQueryString();
    return query == null || query.isEmpty() ? encoded(path) : encoded(path) + "?" + query;
  }

  private static String encoded(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(segment -> URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  private static Map<String, String> headers(APIGatewayV2HTTPEvent event) {
    Map<String, String> headers =
        new TreeMap<>(Optional.ofNullable(event.getHeaders()).orElse(Map.of()));
    if (event.getCookies() != null && !event.getCookies().isEmpty()) {
      headers.put("cookie", String.join("; ", event.getCookies()));
    }
    if (!event.getIsBase64Encoded()) {
      // The body is a text, whose bytes are made here, whatever they were when they were sent.
      headers.replaceAll(
          (name, value) ->
              name.equalsIgnoreCase("content-type")
                  ? CHARSET.matcher(value).replaceFirst("; charset=UTF-8")
                  : value);
    }
    headers.keySet().removeIf(RequestTrace.REQUEST_ID::equalsIgnoreCase);
    Optional.ofNullable(event.getRequestContext().getRequestId())
        .ifPresent(id -> headers.put(RequestTrace.REQUEST_ID, id));
    return headers;
  }

  private static @Nullable String acceptedEncodings(Map<String, String> headers) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("accept-encoding"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static byte[] body(APIGatewayV2HTTPEvent event) {
    String body = event.getBody();
    if (body == null) {
      return new byte[0];
    }
    return event.getIsBase64Encoded()
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }

  private static Claims claims(APIGatewayV2HTTPEvent event) {
    return new Claims(
        Optional.ofNullable(event.getRequestContext().getAuthorizer())
            .map(APIGatewayV2HTTPEvent.RequestContext.Authorizer::getJwt)
            .map(APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT::getClaims)
            .orElse(Map.of()));
  }

  private static Map<String, String> joined(Map<String, List<String>> headers) {
    return headers.entrySet().stream()
        .filter(header -> !header.getKey().equals("set-cookie"))
        .collect(
            Collectors.toMap(Map.Entry::getKey, header -> String.join(",", header.getValue())));
  }
}
