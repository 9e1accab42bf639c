package dev.vitrine.decode;

import dev.vitrine.image.ImageFormat;
import dev.vitrine.image.UnreadableImageException;
import java.awt.Rectangle;
import java.io.EOFException;

/**
 * Headers of a GIF. Its excerpt ends after the first frame and has no comments: the JDK's reader
 * takes quadratic time over long ones.
 *
 * @see "GIF89a specification, 18 to 24"
 */
final class GifFile {
  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xF9;
  private static final int IMAGE = 0x2C;
  private static final int TRAILER = 0x3B;

  private GifFile() {}

  static PictureFile open(FileBytes file) throws UnreadableImageException, EOFException {
    long at = 13 + colorTable(file.u8(10));
    Excerpt.Builder excerpt = new Excerpt.Builder(file).keep(0, at);
    long controlStart = at;
    long controlEnd = at;
    while (file.u8(at) == EXTENSION) {
      long end = endOfBlocks(file, at + 2);
      if (file.u8(at + 1) == GRAPHIC_CONTROL) {
        controlStart = at;
        controlEnd = end;
      }
      at = end;
    }
    if (file.u8(at) != IMAGE) {
      throw Rejection.CORRUPT.because();
    }
    Rectangle frame =
        new Rectangle(
            file.u16LittleEndian(at + 1),
            file.u16LittleEndian(at + 3),
            file.u16LittleEndian(at + 5),
            file.u16LittleEndian(at + 7));
    long codes = at + 10 + colorTable(file.u8(at + 9));
    long end = endOfBlocks(file, codes + 1);
    excerpt.keep(controlStart, controlEnd).keep(at, end).put(TRAILER);
    return new PictureFile(
        ImageFormat.GIF,
        Math.max(file.u16LittleEndian(6), frame.x + frame.width),
        Math.max(file.u16LittleEndian(8), frame.y + frame.height),
        frame,
        Orientation.UPRIGHT,
        null,
        excerpt.build(),
        new PictureFile.Cost(0, 1, true));
  }

  private static int colorTable(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
  }

  /** {@return the position behind the empty block that ends a row of blocks} */
  private static long endOfBlocks(FileBytes file, long start) throws EOFException {
    long at = start;
    for (int length = file.u8(at); length != 0; length = file.u8(at)) {
      at += 1 + length;
    }
    return at + 1;
  }
}
