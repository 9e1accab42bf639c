package dev.vitrine.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A GET or HEAD without its conditions on the ETag, and without the part that it asks for: {@link
 * PartialReads} knows of both.
 */
final class UnconditionalRead extends HttpServletRequestWrapper {
  private static final Set<String> CONDITIONS = Set.of("if-match", "if-none-match");

  private final boolean isPart;

  private UnconditionalRead(HttpServletRequest request, boolean isPart) {
    super(request);
    this.isPart = isPart;
  }

  /**
   * {@return the request; without conditions on the ETag if it reads}
   *
   * @param isVersion2 whether S3Proxy checks the signature of its parameters by what is returned
   */
  static HttpServletRequest of(HttpServletRequest request, boolean isVersion2) {
    String method = request.getMethod();
    return method.equals("GET") || method.equals("HEAD")
        ? new UnconditionalRead(request, !isVersion2 && ReadConditions.part(request) != null)
        : request;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return CONDITIONS.contains(name.toLowerCase(Locale.ROOT)) ? null : super.getHeader(name);
  }

  @Override
  public @Nullable String getParameter(String name) {
    return isPart && name.equals(ReadConditions.PART) ? null : super.getParameter(name);
  }
}
