package dev.vitrine.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A GET or HEAD without its conditions on the ETag, which {@link PartialReads} compares. */
final class UnconditionalRead extends HttpServletRequestWrapper {
  private static final Set<String> CONDITIONS = Set.of("if-match", "if-none-match");

  private UnconditionalRead(HttpServletRequest request) {
    super(request);
  }

  /** {@return the request; without conditions on the ETag if it reads} */
  static HttpServletRequest of(HttpServletRequest request) {
    String method = request.getMethod();
    return method.equals("GET") || method.equals("HEAD") ? new UnconditionalRead(request) : request;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return CONDITIONS.contains(name.toLowerCase(Locale.ROOT)) ? null : super.getHeader(name);
  }
}
