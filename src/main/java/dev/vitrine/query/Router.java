package dev.vitrine.query;

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
 * Quarkus' own HTTP server, asked without a socket. This leans on classes that are not for
 * applications; quarkus-amazon-lambda-http does the same, and cannot be used beside other handlers.
 */
@ApplicationScoped
class Router {
  /** API Gateway gives up after 30 s, and would say less than we do. */
  private static final int LONGEST_WAIT_S = 29;

  /**
   * A request.
   *
   * @param target path and query, as the client encoded them
   * @param headers names of any case
   * @param claims who asks
   */
  record Question(
      String method, String target, Map<String, String> headers, byte[] body, Claims claims) {}

  /**
   * The answer.
   *
   * @param headers names in lower case
   */
  record Answer(int status, Map<String, List<String>> headers, byte[] body) {
    Answer {
      headers = new TreeMap<>(headers);
    }

    /** Whether the body can go into JSON as it is. */
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

  Answer ask(Question question) {
    RouterAnswer answer = new RouterAnswer();
    VirtualClientConnection<?> connection =
        VirtualClientConnection.connect(answer, VertxHttpRecorder.VIRTUAL_HTTP, null);
    connection.sendMessage(request(question));
    connection.sendMessage(new DefaultLastHttpContent(Unpooled.wrappedBuffer(question.body())));
    try {
      return answer.whole().get(LONGEST_WAIT_S, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException("no answer to " + question.target(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at " + question.target(), e);
    } finally {
      connection.close();
    }
  }

  private static DefaultHttpRequest request(Question question) {
    QuarkusHttpHeaders headers = new QuarkusHttpHeaders();
    headers.setContextObject(Claims.class, question.claims());
    question.headers().forEach((name, value) -> headers.add(name, (Object) value));
    headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
    // A string: these headers take nothing else.
    headers.set(
        HttpHeaderNames.CONTENT_LENGTH, (CharSequence) Integer.toString(question.body().length));
    if (!headers.contains(HttpHeaderNames.HOST)) {
      headers.set(HttpHeaderNames.HOST, (CharSequence) "localhost");
    }
    return new DefaultHttpRequest(
        HttpVersion.HTTP_1_1, HttpMethod.valueOf(question.method()), question.target(), headers);
  }
}
