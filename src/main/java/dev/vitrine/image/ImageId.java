package dev.vitrine.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names an image for good: derived from bucket and key, so the same key is always the same image.
 *
 * @param value 26 characters of {@code a-z2-7} (base32 of 130 bits of SHA-256, RFC 4648 alphabet)
 */
public record ImageId(@JsonValue String value) {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int LENGTH = 26;

  @JsonCreator
  public ImageId {
    if (!value.matches("[a-z2-7]{26}")) {
      throw new IllegalArgumentException("not an image id: " + value);
    }
  }

  /** {@return the id of the object {@code key} in {@code bucket}} */
  public static ImageId of(String bucket, String key) {
    byte[] hash = Sha256.of(bucket + "\n" + key);
    StringBuilder id = new StringBuilder(LENGTH);
    int buffer = 0;
    int bits = 0;
    for (int i = 0; id.length() < LENGTH; i++) {
      buffer = buffer << 8 | hash[i] & 0xff;
      for (bits += 8; bits >= 5 && id.length() < LENGTH; bits -= 5) {
        id.append(ALPHABET.charAt(buffer >> (bits - 5) & 31));
      }
      buffer &= (1 << bits) - 1;
    }
    return new ImageId(id.toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
