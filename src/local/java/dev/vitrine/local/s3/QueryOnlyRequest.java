package dev.vitrine.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A request whose parameters come from its address only. A servlet also looks for them in a body
 * that the client calls a form, as curl calls any bytes, and that uses the body up.
 */
final class QueryOnlyRequest extends HttpServletRequestWrapper {
  private final Map<String, String[]> parameters = new LinkedHashMap<>();
  private final LateBody body;

  /**
   * @param threads how many may wait at once for what refused clients still send
   */
  QueryOnlyRequest(HttpServletRequest request, Semaphore threads) {
    super(request);
    this.body = new LateBody(request, threads);
    String query = request.getQueryString();
    if (query == null) {
      return;
    }
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      parameters.merge(decoded(name), new String[] {decoded(value)}, QueryOnlyRequest::join);
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // A lone percent sign; it means nothing to S3.
    }
  }

  private static String[] join(String[] first, String[] second) {
    String[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Override
  public LateBody getInputStream() {
    return body;
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = parameters.get(name);
    return values == null ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    String[] values = parameters.get(name);
    return values == null ? null : values.clone();
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return Collections.unmodifiableMap(parameters);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(parameters.keySet());
  }
}
