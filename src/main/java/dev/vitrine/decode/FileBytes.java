package dev.vitrine.decode;

import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A file's bytes, read by position; reading past the end is an {@link EOFException}. */
record FileBytes(byte[] data) {
  int length() {
    return data.length;
  }

  int u8(long at) throws EOFException {
    if (at < 0 || at >= data.length) {
      throw new EOFException("byte " + at + " of " + data.length);
    }
    return data[(int) at] & 0xff;
  }

  int u16(long at) throws EOFException {
    return u8(at) << 8 | u8(at + 1);
  }

  long u32(long at) throws EOFException {
    return (long) u16(at) << 16 | u16(at + 2);
  }

  int u16LittleEndian(long at) throws EOFException {
    return u8(at) | u8(at + 1) << 8;
  }

  int u24LittleEndian(long at) throws EOFException {
    return u16LittleEndian(at) | u8(at + 2) << 16;
  }

  long u32LittleEndian(long at) throws EOFException {
    return u16LittleEndian(at) | (long) u16LittleEndian(at + 2) << 16;
  }

  /** {@return whether these bytes stand there; false past the end} */
  boolean has(long at, String latin1) {
    byte[] wanted = latin1.getBytes(StandardCharsets.ISO_8859_1);
    long end = at + wanted.length;
    return at >= 0
        && end <= data.length
        && Arrays.equals(data, (int) at, (int) end, wanted, 0, wanted.length);
  }

  byte[] copy(long from, long length) throws EOFException {
    if (from < 0 || length < 0 || from + length > data.length) {
      throw new EOFException(from + " + " + length + " of " + data.length);
    }
    return Arrays.copyOfRange(data, (int) from, (int) (from + length));
  }
}
