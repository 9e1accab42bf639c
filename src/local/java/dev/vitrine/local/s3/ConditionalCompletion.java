package dev.vitrine.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A CompleteMultipartUpload with {@code If-Match}. S3Proxy begins its answer with 200 and completes
 * the upload on another thread, unless there is an {@code If-None-Match}; so there is one that any
 * object fulfills. Then the answer waits for the store, which may refuse.
 */
final class ConditionalCompletion extends HttpServletRequestWrapper {
  private static final String CONDITION = "If-None-Match";

  /** No object's ETag. */
  private static final String FULFILLED = "\"none\"";

  private ConditionalCompletion(HttpServletRequest request) {
    super(request);
  }

  /** {@return the request, whose answer waits for the store if it has a condition} */
  static HttpServletRequest of(HttpServletRequest request) {
    return request.getMethod().equals("POST")
            && request.getParameter("uploadId") != null
            && request.getHeader("If-Match") != null
            && request.getHeader(CONDITION) == null
        ? new ConditionalCompletion(request)
        : request;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return name.equalsIgnoreCase(CONDITION) ? FULFILLED : super.getHeader(name);
  }
}
