package dev.vitrine.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Orders the versions of one object: the S3 event's {@code sequencer}, padded so that plain string
 * order is event order.
 *
 * @param value 32 upper-case hexadecimal digits
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">S3
 *     event message structure: right-pad the shorter sequencer with zeros, then compare</a>
 */
public record Revision(@JsonValue String value) implements Comparable<Revision> {
  private static final int LENGTH = 32;

  @JsonCreator
  public Revision {
    if (!value.matches("[0-9A-F]{32}")) {
      throw new IllegalArgumentException("not a revision: " + value);
    }
  }

  /**
   * @param sequencer hexadecimal digits of either case, at most 32
   * @throws IllegalArgumentException when it is something else
   */
  public static Revision ofSequencer(String sequencer) {
    if (sequencer.length() > LENGTH) {
      throw new IllegalArgumentException("sequencer is longer than 32 digits: " + sequencer);
    }
    return new Revision(
        (sequencer + "0".repeat(LENGTH - sequencer.length())).toUpperCase(Locale.ROOT));
  }

  @Override
  public int compareTo(Revision other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
