package dev.vitrine.api;

import dev.vitrine.image.Sha256;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says how long browsers keep the page's files. The packed script and stylesheet have a hash of
 * their bytes in their names and are kept for ever. The other files keep their names in each
 * release: browsers ask again, and an ETag answers whether their copy is the newest. Quarkus would
 * let browsers use any file for a day without asking, and sends no ETags.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8246">RFC 8246, immutable responses</a>
 */
@ApplicationScoped
class PageCaching {
  private static final Pattern PACKED = Pattern.compile("/(js|css)/page-[0-9a-f]{12}[.](js|css)");
  private static final Pattern UNPACKED =
      Pattern.compile("/(index[.]html|favicon[.]svg|samples/[\\w.-]+)?");
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final int BEFORE_THE_FILES = 100;

  private final Map<String, @Nullable String> etags = new ConcurrentHashMap<>();

  void register(@Observes Filters filters) {
    filters.register(this::handle, BEFORE_THE_FILES);
  }

  private void handle(RoutingContext request) {
    String path = request.normalizedPath();
    if (PACKED.matcher(path).matches()) {
      keep(request, FOR_EVER);
    } else if (UNPACKED.matcher(path).matches()) {
      keep(request, "no-cache");
      String file = path.equals("/") ? "/index.html" : path;
      String etag = etags.computeIfAbsent(file, PageCaching::etag);
      if (etag != null && isAnswered(request, etag)) {
        return;
      }
    }
    request.next();
  }

  /** An error is not kept: during an upgrade an old instance may be asked for a new file. */
  private static void keep(RoutingContext request, String howLong) {
    HttpServerResponse response = request.response();
    request.addHeadersEndHandler(
        end ->
            response
                .headers()
                .set(
                    HttpHeaders.CACHE_CONTROL,
                    response.getStatusCode() < 400 ? howLong : "no-store"));
  }

  /** {@return whether the client's copy was the newest, and the client was told so} */
  private static boolean isAnswered(RoutingContext request, String etag) {
    request.response().putHeader(HttpHeaders.ETAG, etag);
    String known = request.request().getHeader(HttpHeaders.IF_NONE_MATCH);
    if (known == null) {
      return false;
    }
    if (Arrays.stream(known.split(",")).map(String::strip).anyMatch(etag::equals)) {
      request.response().setStatusCode(304).end();
      return true;
    }
    // The files' times say less: those of an archive may all be the same.
    request.request().headers().remove(HttpHeaders.IF_MODIFIED_SINCE);
    return false;
  }

  /** Weak: the same for compressed bytes. Null if there is no such file. */
  private static @Nullable String etag(String path) {
    try (InputStream file =
        Thread.currentThread()
            .getContextClassLoader()
            .getResourceAsStream("META-INF/resources" + path)) {
      if (file == null) {
        return null;
      }
      return "W/\"" + HexFormat.of().formatHex(Sha256.of(file.readAllBytes()), 0, 8) + "\"";
    } catch (IOException e) {
      throw new UncheckedIOException("META-INF/resources" + path + " cannot be read", e);
    }
  }
}
