package dev.vitrine.api;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.quarkus.netty.runtime.virtual.VirtualClientConnection;
import io.quarkus.vertx.http.runtime.QuarkusHttpHeaders;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests to Quarkus' own HTTP server without a socket. This uses internal classes of
 * Quarkus, as quarkus-amazon-lambda-http does; that extension allows no other handlers beside it.
 */
@ApplicationScoped
class Router {
  /** API Gateway gives up after 30 s, with an error that says less than ours. */
  private static final int LONGEST_WAIT_S = 29;

  /**
   * A request.
   *
   * @param target path and query, encoded
   * @param headers names in upper or lower case
   * @param claims of the seller's token
   */
  record ApiRequest(
      String method, String target, Map<String, String> headers, byte[] body, Claims claims) {}

  /**
   * A response.
   *
   * @param headers names in lower case
   */
  record ApiResponse(int status, Map<String, List<String>> headers, byte[] body) {
    ApiResponse {
      headers = new TreeMap<>(headers);
    }

    /** {@return whether the body is text, and so needs no base64 in the JSON for API Gateway} */
    boolean isText() {
      String type = String.join(",", headers.getOrDefault("content-type", List.of()));
      boolean encoded = headers.containsKey("content-encoding");
      return body.length == 0
          || (!encoded
              && (type.startsWith("text/") || type.contains("json") || type.contains("yaml")));
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    String base64() {
      return Base64.getEncoder().encodeToString(body);
    }
  }

  /**
   * {@return the response}
   *
   * @throws IllegalStateException if the server does not respond within 29 s
   */
  ApiResponse send(ApiRequest request) {
    ResponseCollector collector = new ResponseCollector();
    VirtualClientConnection<?> connection =
        VirtualClientConnection.connect(collector, VertxHttpRecorder.VIRTUAL_HTTP, null);
    connection.sendMessage(nettyRequest(request));
    connection.sendMessage(new DefaultLastHttpContent(Unpooled.wrappedBuffer(request.body())));
    try {
      return collector.response().get(LONGEST_WAIT_S, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException("no response to " + request.target(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + request.target(), e);
    } finally {
      connection.close();
    }
  }

  private static DefaultHttpRequest nettyRequest(ApiRequest request) {
    QuarkusHttpHeaders headers = new QuarkusHttpHeaders();
    headers.setContextObject(Claims.class, request.claims());
    request.headers().forEach((name, value) -> headers.add(name, (Object) value));
    headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
    // QuarkusHttpHeaders takes strings only.
    headers.set(
        HttpHeaderNames.CONTENT_LENGTH, (CharSequence) Integer.toString(request.body().length));
    if (!headers.contains(HttpHeaderNames.HOST)) {
      headers.set(HttpHeaderNames.HOST, (CharSequence) "localhost");
    }
    return new DefaultHttpRequest(
        HttpVersion.HTTP_1_1, HttpMethod.valueOf(request.method()), request.target(), headers);
  }
}
