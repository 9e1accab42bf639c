package dev.vitrine.event;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver answered.
 *
 * @param status in [200, 599]
 * @param retryAfter the header {@code Retry-After} of a 429 or 503, as it came; null if there was
 *     none, and for every other status
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110: Retry-After</a>
 */
record WebhookAnswer(int status, @Nullable String retryAfter) {
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?", Pattern.DOTALL);

  /** Too Many Requests, and Service Unavailable. */
  private static final Set<Integer> MAY_ASK_FOR_A_PAUSE = Set.of(429, 503);

  /** As many digits as fit into a number of seconds. */
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

  /**
   * Reads the status, and of a 429 or 503 the rest of the head; never the body. Interim answers
   * (1xx) come before the one that counts.
   *
   * @param early gets the status as soon as it is known: a slow head does not lose it
   * @throws WebhookPost.NotHttpException when it is no answer of HTTP/1.1, or has a very long head
   */
  static WebhookAnswer read(InputStream in, Consumer<WebhookAnswer> early) throws IOException {
    Head head = new Head(in);
    String line = head.line();
    while (line != null) {
      Matcher statusLine = STATUS_LINE.matcher(line);
      if (!statusLine.matches()) {
        break;
      }
      int status = Integer.parseInt(statusLine.group(1));
      if (status >= 200) {
        early.accept(new WebhookAnswer(status, null));
        return new WebhookAnswer(
            status, MAY_ASK_FOR_A_PAUSE.contains(status) ? head.field("Retry-After") : null);
      }
      head.skip();
      line = head.line();
    }
    throw new WebhookPost.NotHttpException();
  }

  /**
   * {@return how long the receiver wants no further attempt; zero if it does not say, or not in
   * seconds or as a date of HTTP}
   */
  Duration pause(Instant now) {
    if (retryAfter == null) {
      return Duration.ZERO;
    }
    if (SECONDS.matcher(retryAfter).matches()) {
      return Duration.ofSeconds(Long.parseLong(retryAfter));
    }
    try {
      Instant end = DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter, Instant::from);
      return end.isAfter(now) ? Duration.between(now, end) : Duration.ZERO;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  /** The lines of an answer's head, of at most 16 KB together. */
  private static final class Head {
    private static final int MOST_BYTES = 16 * 1024;

    private final InputStream in;
    private int left = MOST_BYTES;

    Head(InputStream in) {
      this.in = in;
    }

    /** {@return the next line, without its end; null if no whole line follows} */
    @Nullable String line() throws IOException {
      StringBuilder line = new StringBuilder();
      while (left-- > 0) {
        int next = in.read();
        if (next < 0) {
          return null;
        }
        if (next == '\n') {
          int end = line.length() - 1;
          return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
        }
        line.append((char) next);
      }
      return null;
    }

    /** Goes to the end of a head. */
    void skip() throws IOException {
      String line = line();
      while (line != null && !line.isEmpty()) {
        line = line();
      }
    }

    /** {@return the first header of this name; null if there is none before the head breaks off} */
    @Nullable String field(String name) {
      try {
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
          int colon = line.indexOf(':');
          if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(name)) {
            return line.substring(colon + 1).strip();
          }
        }
      } catch (IOException e) {
        return null; // The status counts, whatever became of the rest.
      }
      return null;
    }
  }
}
