package dev.vitrine.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Locale;

/**
 * A request whose conditions on dates are those that count in S3: where there is a condition on the
 * ETag as well, it alone decides; a date that is none is no condition.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.3">RFC 9110, 13.1.3</a>
 */
final class DateConditions extends HttpServletRequestWrapper {
  private static final String MODIFIED = "if-modified-since";
  private static final String UNMODIFIED = "if-unmodified-since";

  DateConditions(HttpServletRequest request) {
    super(request);
  }

  /**
   * {@return the end of the date's second, in milliseconds since 1970; -1 without a condition}
   * S3Proxy compares it with times of objects that are more precise than the dates it tells.
   */
  @Override
  public long getDateHeader(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(UNMODIFIED)) {
      return date(name, lower.replace(UNMODIFIED, "if-match"));
    }
    if (lower.endsWith(MODIFIED)) {
      return date(name, lower.replace(MODIFIED, "if-none-match"));
    }
    return super.getDateHeader(name);
  }

  private long date(String name, String stronger) {
    try {
      long date = getHeader(stronger) == null ? super.getDateHeader(name) : -1;
      return date == -1 ? -1 : date + 999;
    } catch (IllegalArgumentException noDate) {
      return -1;
    }
  }
}
