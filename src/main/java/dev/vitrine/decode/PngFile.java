package dev.vitrine.decode;

import dev.vitrine.image.ImageFormat;
import dev.vitrine.image.UnreadableImageException;
import java.awt.Rectangle;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Headers of a PNG. Its excerpt has the critical chunks and the transparency, no texts: a few bytes
 * of compressed text unfold to gigabytes. Up to 16 grays are given to the reader as a palette.
 *
 * @see "PNG specification (W3C), third edition, 11.2 and 11.3"
 */
final class PngFile {
  static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";
  private static final int HEADER_END = 33;
  private static final int COLOR_TYPE = 25;
  private static final int PALETTE = 3;
  private static final int[] END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xAE, 0x42, 0x60, 0x82};

  private final FileBytes file;
  private final Excerpt.Builder excerpt;
  private final PngColors colors = new PngColors();
  private byte @Nullable [] exif;
  private boolean hasData;

  private PngFile(FileBytes file) {
    this.file = file;
    this.excerpt = new Excerpt.Builder(file);
  }

  static PictureFile open(FileBytes file) throws UnreadableImageException, IOException {
    if (!file.has(8, "\0\0\0\rIHDR")) {
      throw Rejection.CORRUPT.because();
    }
    PngFile png = new PngFile(file);
    png.walk();
    return png.picture();
  }

  private void walk() throws UnreadableImageException, IOException {
    if (isFewGrays()) {
      excerpt.keep(0, COLOR_TYPE).put(PALETTE).keep(COLOR_TYPE + 1, HEADER_END).put(grays());
    } else {
      excerpt.keep(0, HEADER_END);
    }
    long at = HEADER_END;
    while (at < file.length() && !file.has(at + 4, "IEND")) {
      at = chunk(at);
    }
    if (!hasData) {
      throw Rejection.TRUNCATED.because();
    }
    excerpt.put(END);
  }

  /** {@return the position behind the chunk, or behind all chunks of data} */
  private long chunk(long at) throws EOFException {
    long length = file.u32(at);
    long end = at + 12 + length;
    if (file.has(at + 4, "IDAT")) {
      end = endOfData(at);
      excerpt.keep(at, hasData ? at : end);
      hasData = true;
    } else if (!hasData && isFewGrays() && file.has(at + 4, "tRNS") && length >= 2) {
      excerpt.put(transparentGray(file.u16(at + 8)));
    } else if (!hasData && isWanted(at, length)) {
      excerpt.keep(at, end);
    } else if (file.has(at + 4, "eXIf")) {
      exif = file.copy(at + 8, length);
    } else if (!hasData) {
      colors.take(file, at, length);
    }
    return end;
  }

  private PictureFile picture() throws UnreadableImageException, EOFException {
    long width = file.u32(16);
    long height = file.u32(20);
    int depth = file.u8(24);
    int colorType = file.u8(25);
    boolean isSized = width > 0 && height > 0 && Math.max(width, height) <= Integer.MAX_VALUE;
    if (!isSized || !isAllowed(colorType, depth) || file.u8(28) > 1) {
      throw Rejection.CORRUPT.because();
    }
    return new PictureFile(
        ImageFormat.PNG,
        (int) width,
        (int) height,
        new Rectangle((int) width, (int) height),
        Exif.of(exif).orientation(),
        colors.chosen(/* isGray= */ colorType == 0 || colorType == 4),
        excerpt.build(),
        new PictureFile.Cost(0, bytesPerPixel(colorType, depth), true));
  }

  /** Data chunks follow one another; the first other chunk ends them. */
  private long endOfData(long start) throws EOFException {
    long at = start;
    while (file.has(at + 4, "IDAT")) {
      at += 12 + file.u32(at);
      if (at > file.length()) {
        throw new EOFException("a data chunk is cut off");
      }
    }
    return at;
  }

  /**
   * {@return whether the grays are few enough to pass as a palette} The JDK's reader ignores a
   * transparent gray, but not a transparent palette entry.
   */
  private boolean isFewGrays() throws EOFException {
    int depth = file.u8(COLOR_TYPE - 1);
    return file.u8(COLOR_TYPE) == 0 && depth <= 4 && isAllowed(0, depth);
  }

  private int[] grays() throws EOFException {
    int most = (1 << file.u8(COLOR_TYPE - 1)) - 1;
    int[] chunk = new int[8 + 3 * (most + 1) + 4];
    chunk[3] = 3 * (most + 1);
    System.arraycopy(new int[] {'P', 'L', 'T', 'E'}, 0, chunk, 4, 4);
    for (int i = 0; i < 3 * (most + 1); i++) {
      chunk[8 + i] = i / 3 * 255 / most;
    }
    return chunk;
  }

  private int[] transparentGray(int gray) throws EOFException {
    int count = 1 << file.u8(COLOR_TYPE - 1);
    int[] chunk = new int[8 + count + 4];
    chunk[3] = count;
    System.arraycopy(new int[] {'t', 'R', 'N', 'S'}, 0, chunk, 4, 4);
    for (int i = 0; i < count; i++) {
      chunk[8 + i] = i == gray ? 0 : 255;
    }
    return chunk;
  }

  private boolean isWanted(long at, long length) throws EOFException {
    return file.has(at + 4, "PLTE") && length <= 768 && !isFewGrays()
        || file.has(at + 4, "tRNS") && length <= 256;
  }

  private static boolean isAllowed(int colorType, int depth) {
    return switch (colorType) {
      case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
      case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
      case 2, 4, 6 -> depth == 8 || depth == 16;
      default -> false;
    };
  }

  private static int bytesPerPixel(int colorType, int depth) {
    int channels =
        switch (colorType) {
          case 0, 4 -> 2; // gray with a transparent value is decoded with an alpha channel
          case 3 -> 1;
          default -> 4;
        };
    return depth == 16 ? 2 * channels : channels;
  }
}
