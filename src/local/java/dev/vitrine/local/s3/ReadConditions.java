package dev.vitrine.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * What a GET or HEAD expects of the object's ETag, and which of its bytes it asks for. Dates are
 * S3Proxy's matter.
 *
 * @param ifMatch ETags of which the object has one, {@code *} for any; empty without a condition
 * @param ifNoneMatch ETags of which the object has none, {@code *} for any; empty without a
 *     condition
 * @param range the header {@code Range}
 * @param ifRange the ETag or date that the object has if the range shall count
 * @param part the part that it asks for of those that the object was uploaded in, from 1
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1">RFC 9110, 13.1</a>
 */
record ReadConditions(
    List<String> ifMatch,
    List<String> ifNoneMatch,
    @Nullable String range,
    @Nullable String ifRange,
    @Nullable Integer part) {
  static final ReadConditions NONE = new ReadConditions(List.of(), List.of(), null, null, null);

  /** The parameter of an address. */
  static final String PART = "partNumber";

  private static final String ANY = "*";
  private static final String WEAK = "W/";

  ReadConditions {
    ifMatch = List.copyOf(ifMatch);
    ifNoneMatch = List.copyOf(ifNoneMatch);
  }

  static ReadConditions of(HttpServletRequest request) {
    return new ReadConditions(
        tags(request, "If-Match"),
        tags(request, "If-None-Match"),
        request.getHeader("Range"),
        request.getHeader("If-Range"),
        part(request));
  }

  /** {@return the part that a request asks for, from 1; null for none, or what S3Proxy refuses} */
  static @Nullable Integer part(HttpServletRequest request) {
    String part = request.getParameter(PART);
    return part != null && part.matches("[1-9]\\d{0,3}|10000") ? Integer.valueOf(part) : null;
  }

  /** No ETag of S3 has a comma in it. */
  private static List<String> tags(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header)).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .filter(tag -> !tag.isEmpty())
        .toList();
  }

  /**
   * Compares strongly for {@code If-Match} and weakly for {@code If-None-Match}.
   *
   * @throws software.amazon.awssdk.services.s3.model.S3Exception 412 or 304, with the ETag
   */
  void require(HeadObjectResponse now) {
    if (!ifMatch.isEmpty() && !names(ifMatch.stream(), now)) {
      throw S3Exceptions.fromStatusCode(412, eTag(now), Map.of(), null);
    }
    if (names(ifNoneMatch.stream().map(ReadConditions::withoutWeakness), now)) {
      throw S3Exceptions.fromStatusCode(304, eTag(now), Map.of(), null);
    }
  }

  private static boolean names(Stream<String> tags, HeadObjectResponse now) {
    return tags.anyMatch(tag -> tag.equals(ANY) || isETag(quoted(tag), now));
  }

  private static String withoutWeakness(String tag) {
    return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
  }

  private static boolean isETag(String tag, HeadObjectResponse now) {
    return tag.equals(eTag(now));
  }

  private static @Nullable String eTag(HeadObjectResponse object) {
    return object.eTag() == null ? null : quoted(object.eTag());
  }

  /** Some clients, and S3Proxy's store, leave the quotes out. */
  private static String quoted(String tag) {
    return tag.endsWith("\"") ? tag : '"' + tag + '"';
  }

  /**
   * {@return the bytes to send; null for all of them}
   *
   * @throws software.amazon.awssdk.services.s3.model.S3Exception InvalidRange
   */
  @Nullable ByteRange bytesOf(HeadObjectResponse now) {
    Long size = now.contentLength();
    return range == null || size == null || !isRangeOf(now) ? null : ByteRange.of(range, size);
  }

  /**
   * {@return whether the range counts} Where the object is another than the one that the client has
   * the beginning of, it needs all of it. A weak ETag is never the object's, and a date is only if
   * it equals {@code Last-Modified}.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.5">RFC 9110, 13.1.5</a>
   */
  private boolean isRangeOf(HeadObjectResponse now) {
    if (ifRange == null) {
      return true;
    }
    String validator = ifRange.strip();
    if (validator.startsWith("\"") || validator.startsWith(WEAK)) {
      return isETag(validator, now);
    }
    try {
      Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(validator));
      return date.equals(now.lastModified());
    } catch (DateTimeParseException noDate) {
      return false;
    }
  }
}
