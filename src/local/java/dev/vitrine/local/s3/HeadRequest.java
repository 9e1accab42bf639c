package dev.vitrine.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request as one for the head of the object, or bucket, that it names: without conditions. */
final class HeadRequest extends HttpServletRequestWrapper {
  /** Parameters by which a request is signed, besides those that begin with {@link #SIGNED}. */
  private static final Set<String> KEPT = Set.of("AWSAccessKeyId", "Signature", "Expires");

  private static final String SIGNED = "X-Amz-";
  private static final String CONDITION = "if-";

  HeadRequest(HttpServletRequest request) {
    super(request);
  }

  private static boolean isKept(String parameter) {
    return parameter.startsWith(SIGNED) || KEPT.contains(parameter);
  }

  private static boolean isCondition(String header) {
    return header.toLowerCase(Locale.ROOT).startsWith(CONDITION);
  }

  @Override
  public String getMethod() {
    return "HEAD";
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isCondition(name) ? null : super.getHeader(name);
  }

  @Override
  public long getDateHeader(String name) {
    return isCondition(name) ? -1 : super.getDateHeader(name);
  }

  @Override
  public @Nullable String getParameter(String name) {
    return isKept(name) ? super.getParameter(name) : null;
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return isKept(name) ? super.getParameterValues(name) : null;
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return super.getParameterMap().entrySet().stream()
        .filter(each -> isKept(each.getKey()))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(getParameterMap().keySet());
  }
}
