package dev.vitrine.decode;

import java.io.EOFException;

/** Bits of lossless WebP: the lowest of each byte comes first. */
final class WebpBits {
  private final FileBytes file;
  private final long end;
  private long at;

  /** Bytes {@code from} (inclusive) to {@code to} (exclusive) of the file. */
  WebpBits(FileBytes file, long from, long to) {
    this.file = file;
    this.at = 8 * from;
    this.end = 8 * to;
  }

  /**
   * {@return the next bits as a number, the first as its lowest}
   *
   * @param count 0 to 31
   */
  int read(int count) throws EOFException {
    if (at + count > end) {
      throw new EOFException("the headers of a lossless WebP are cut off");
    }
    int value = 0;
    for (int i = 0; i < count; i++, at++) {
      value |= (file.u8(at >> 3) >> (at & 7) & 1) << i;
    }
    return value;
  }
}
