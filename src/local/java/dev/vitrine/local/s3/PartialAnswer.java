package dev.vitrine.local.s3;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Set;

/**
 * An answer whose status is 206 where a part of an object is sent, and only there. S3Proxy decides
 * it by the request alone.
 */
final class PartialAnswer extends HttpServletResponseWrapper {
  private static final String CONTENT_RANGE = "Content-Range";

  /** Headers that S3Proxy adds to those that are set already. */
  private static final Set<String> ONCE = Set.of(CONTENT_RANGE, "Accept-Ranges");

  PartialAnswer(HttpServletResponse response) {
    super(response);
  }

  @Override
  public void setStatus(int status) {
    if (status != SC_OK && status != SC_PARTIAL_CONTENT) {
      super.setStatus(status);
      return;
    }
    ByteRange part = RequestInHand.current().sent();
    super.setStatus(part == null ? SC_OK : SC_PARTIAL_CONTENT);
    if (part != null) {
      setHeader(CONTENT_RANGE, part.contentRange());
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (ONCE.contains(name)) {
      setHeader(name, value);
    } else {
      super.addHeader(name, value);
    }
  }
}
