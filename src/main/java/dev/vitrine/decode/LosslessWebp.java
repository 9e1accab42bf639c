package dev.vitrine.decode;

import dev.vitrine.image.UnreadableImageException;
import java.io.EOFException;

/**
 * What the reader builds before the pixels of a lossless WebP, or of lossless transparency: up to
 * 65,536 groups of tables (340 MB) from a file of 165 kB.
 *
 * @see "RFC 9649, 3 (lossless bitstream)"
 */
final class LosslessWebp {
  private static final int COLOR_INDEXING = 3;
  private static final int SUBTRACT_GREEN = 2;
  private static final int LITERALS = 256;
  private static final int LENGTHS = 24;
  private static final int DISTANCES = 40;

  private final WebpBits bits;
  private final int height;
  private int width;
  private int transforms;
  private long bytes;

  private LosslessWebp(WebpBits bits, int width, int height) {
    this.bits = bits;
    this.width = width;
    this.height = height;
  }

  /** The five codes that a pixel is read by. */
  private record Group(
      PrefixCode green, PrefixCode red, PrefixCode blue, PrefixCode alpha, PrefixCode distance) {
    /** The reader's object and its place in an array. */
    private static final int OWN_BYTES = 32 + 4;

    long tableBytes() {
      return OWN_BYTES
          + green.tableBytes()
          + red.tableBytes()
          + blue.tableBytes()
          + alpha.tableBytes()
          + distance.tableBytes();
    }
  }

  /**
   * {@return the bytes that the reader keeps beside the pixels: its tables, and the small pictures
   * of its transforms; counted no further than {@link MemoryPlan#LARGEST}}
   *
   * @param bits behind the signature and the size
   * @throws UnreadableImageException CORRUPT, where libwebp too refuses the file
   * @throws EOFException when the tables are cut off
   */
  static long bytesBesidePixels(WebpBits bits, int width, int height)
      throws UnreadableImageException, EOFException {
    LosslessWebp webp = new LosslessWebp(bits, width, height);
    while (bits.read(1) == 1) {
      webp.skipTransform();
    }
    webp.countTables();
    return webp.bytes;
  }

  private void skipTransform() throws UnreadableImageException, EOFException {
    int type = bits.read(2);
    if ((transforms & 1 << type) != 0) { // the reader would keep as many pictures as there are
      throw Rejection.CORRUPT.because();
    }
    transforms |= 1 << type;
    if (type == COLOR_INDEXING) {
      int colors = 1 + bits.read(8);
      largestGroup(colors, 1);
      width = blocks(width, packedBits(colors));
    } else if (type != SUBTRACT_GREEN) {
      int blockBits = 2 + bits.read(3);
      largestGroup(blocks(width, blockBits), blocks(height, blockBits));
    }
  }

  private void countTables() throws UnreadableImageException, EOFException {
    int cached = cachedColors();
    int groups = 1;
    if (bits.read(1) == 1) {
      int blockBits = 2 + bits.read(3);
      groups += largestGroup(blocks(width, blockBits), blocks(height, blockBits));
    }
    for (int i = 0; i < groups && bytes < MemoryPlan.LARGEST; i++) {
      bytes += group(cached).tableBytes();
    }
  }

  /**
   * Reads a small picture: of a transform, or of the groups that are for the blocks of pixels.
   *
   * @return the largest number of a group in it. Copied pixels repeat others, or are 0
   */
  private int largestGroup(int across, int down) throws UnreadableImageException, EOFException {
    Group codes = group(cachedColors());
    int largest = 0;
    long left = (long) across * down;
    bytes += 4 * left;
    while (left > 0) {
      int green = codes.green.next(bits);
      if (green < LITERALS) {
        largest = Math.max(largest, codes.red.next(bits) << 8 | green);
        codes.blue.next(bits);
        codes.alpha.next(bits);
        left--;
      } else if (green < LITERALS + LENGTHS) {
        left -= number(green - LITERALS);
        number(codes.distance.next(bits));
      } else {
        left--;
      }
    }
    if (left < 0) {
      throw Rejection.CORRUPT.because();
    }
    return largest;
  }

  private int cachedColors() throws UnreadableImageException, EOFException {
    if (bits.read(1) == 0) {
      return 0;
    }
    int cacheBits = bits.read(4);
    if (cacheBits < 1 || cacheBits > 11) {
      throw Rejection.CORRUPT.because();
    }
    return 1 << cacheBits;
  }

  private Group group(int cachedColors) throws UnreadableImageException, EOFException {
    return new Group(
        PrefixCode.read(bits, LITERALS + LENGTHS + cachedColors),
        PrefixCode.read(bits, LITERALS),
        PrefixCode.read(bits, LITERALS),
        PrefixCode.read(bits, LITERALS),
        PrefixCode.read(bits, DISTANCES));
  }

  /** A length or a distance: its prefix says how many bits follow. */
  private int number(int prefix) throws EOFException {
    if (prefix < 4) {
      return prefix + 1;
    }
    int more = prefix - 2 >> 1;
    return (2 + (prefix & 1) << more) + bits.read(more) + 1;
  }

  /**
   * {@return the base-2 logarithm of the number of pixels in a byte, for a palette of this size}
   */
  private static int packedBits(int colors) {
    if (colors > 16) {
      return 0;
    }
    return colors > 4 ? 1 : colors > 2 ? 2 : 3;
  }

  private static int blocks(int size, int blockBits) {
    return size + (1 << blockBits) - 1 >> blockBits;
  }
}
