package dev.vitrine.local.s3;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an object that are sent.
 *
 * @param first of the first byte, from 0
 * @param last of the last byte
 * @param size of the whole object, in bytes
 */
record ByteRange(long first, long last, long size) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  ByteRange {
    if (!(first >= 0 && first <= last && last < size)) {
      throw new IllegalArgumentException(first + "-" + last + " of " + size + " bytes");
    }
  }

  /**
   * {@return what a {@code Range} asks for; null for the whole object, also where it asks for
   * several ranges, as in S3, or is none}
   *
   * @param size of the object, in bytes
   * @throws software.amazon.awssdk.services.s3.model.S3Exception InvalidRange when the object has
   *     none of the bytes; with the header {@code Content-Range} that names the size
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">GetObject</a>
   */
  static @Nullable ByteRange of(String header, long size) {
    Matcher range = ONE.matcher(header);
    if (!range.matches() || header.endsWith("=-")) {
      return null;
    }
    long first = atMost(size, range.group(1));
    long last = range.group(2).isEmpty() ? size - 1 : atMost(size - 1, range.group(2));
    if (range.group(1).isEmpty()) {
      first = size - atMost(size, range.group(2));
      last = size - 1;
    }
    if (first > last) {
      throw S3Errors.unsatisfiableRange(size);
    }
    return new ByteRange(first, last, size);
  }

  private static long atMost(long most, String digits) {
    return digits.isEmpty()
        ? 0
        : new BigInteger(digits).min(BigInteger.valueOf(most)).longValueExact();
  }

  long length() {
    return last - first + 1;
  }

  /** {@return the header {@code Range} of a request} */
  String range() {
    return "bytes=%d-%d".formatted(first, last);
  }

  /** {@return the header {@code Content-Range} of an answer} */
  String contentRange() {
    return "bytes %d-%d/%d".formatted(first, last, size);
  }
}
