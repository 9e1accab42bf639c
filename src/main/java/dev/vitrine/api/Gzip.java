package dev.vitrine.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses text in Lambda: API Gateway's HTTP APIs do not, and no HTTP server runs before the
 * resources. Locally, the server compresses.
 */
final class Gzip {
  /** Below this, the header of a compressed body costs more than it saves. */
  private static final int SMALLEST = 1_400;

  private static final String ENCODING = "content-encoding";

  private Gzip() {}

  /**
   * {@return the response, compressed if it is text and the client takes it so}
   *
   * @param accepted the request's {@code Accept-Encoding}; null if it has none
   */
  static Router.ApiResponse applied(Router.ApiResponse response, @Nullable String accepted) {
    Router.ApiResponse plain = withoutIdentity(response);
    if (!plain.isText() || plain.body().length < SMALLEST) {
      return plain;
    }
    Map<String, List<String>> headers = new TreeMap<>(plain.headers());
    List<String> vary = new ArrayList<>(headers.getOrDefault("vary", List.of()));
    vary.add("accept-encoding");
    headers.put("vary", vary);
    if (!takesGzip(accepted)) {
      return new Router.ApiResponse(plain.status(), headers, plain.body());
    }
    headers.put(ENCODING, List.of("gzip"));
    headers.remove("content-length");
    return new Router.ApiResponse(plain.status(), headers, compressed(plain.body()));
  }

  /**
   * Removes {@code Content-Encoding: identity}, by which Quarkus tells its own server not to
   * compress.
   */
  private static Router.ApiResponse withoutIdentity(Router.ApiResponse response) {
    if (!response.headers().getOrDefault(ENCODING, List.of()).equals(List.of("identity"))) {
      return response;
    }
    Map<String, List<String>> headers = new TreeMap<>(response.headers());
    headers.remove(ENCODING);
    return new Router.ApiResponse(response.status(), headers, response.body());
  }

  /**
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3">RFC 9110,
   *     Accept-Encoding</a>
   */
  private static boolean takesGzip(@Nullable String accepted) {
    return accepted != null
        && Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(","))
            .map(one -> one.replaceAll("\\s", ""))
            .anyMatch(one -> one.matches("(gzip|\\*)(;q=(1(\\.0*)?|0\\.\\d*[1-9]\\d*))?"));
  }

  private static byte[] compressed(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }
}
