package dev.vitrine.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.stream.IntStream;

/**
 * 64 bits that say what a picture looks like: pictures that look the same differ in none or few of
 * them.
 *
 * @param value 16 hexadecimal digits
 */
public record PictureHash(@JsonValue String value) {
  /** Bands that the bits are cut into. */
  public static final int BANDS = 4;

  /**
   * Two pictures are called nearly the same if their hashes differ in at most this many bits. There
   * is one band more than that, so at least one band of two such hashes is equal.
   */
  public static final int NEARLY = BANDS - 1;

  private static final int DIGITS = 16;

  @JsonCreator
  public PictureHash {
    if (!value.matches("[0-9a-f]{16}")) {
      throw new IllegalArgumentException("not the hash of a picture: " + value);
    }
  }

  public static PictureHash ofBits(long bits) {
    return new PictureHash(String.format("%016x", bits));
  }

  /** {@return in how many bits the two differ, 0 to 64} */
  public int distance(PictureHash other) {
    return Long.bitCount(bits() ^ other.bits());
  }

  /** {@return the four bands of 16 bits, each as its number and its digits, such as 0:1f3c} */
  public List<String> bands() {
    int digits = DIGITS / BANDS;
    return IntStream.range(0, BANDS)
        .mapToObj(band -> band + ":" + value.substring(band * digits, (band + 1) * digits))
        .toList();
  }

  private long bits() {
    return Long.parseUnsignedLong(value, DIGITS);
  }

  @Override
  public String toString() {
    return value;
  }
}
