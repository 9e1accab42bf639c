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

  /** Of the whole object: a client that compares it with a part finds the part damaged. */
  private static final String CHECKSUM = "x-amz-checksum-";

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
    int parts = RequestInHand.current().parts();
    if (parts > 0) {
      setHeader("x-amz-mp-parts-count", "" + parts);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (ONCE.contains(name)) {
      setHeader(name, value);
    } else if (!name.startsWith(CHECKSUM) || !isPart()) {
      super.addHeader(name, value);
    }
  }

  private static boolean isPart() {
    ByteRange part = RequestInHand.current().sent();
    return part != null && part.length() < part.size();
  }
}
