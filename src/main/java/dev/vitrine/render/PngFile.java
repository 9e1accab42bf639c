package dev.vitrine.render;

import dev.vitrine.image.ImageFormat;
import dev.vitrine.image.UnreadableImageException;
import java.awt.Rectangle;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Headers of a PNG. Its excerpt has the critical chunks and the transparency, no texts: a few bytes
 * of compressed text unfold to gigabytes.
 *
 * @see "PNG specification (W3C), third edition, 11.2 and 11.3"
 */
final class PngFile {
  static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";
  private static final int HEADER_END = 33;
  private static final int[] END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xAE, 0x42, 0x60, 0x82};

  private final FileBytes file;
  private final Excerpt.Builder excerpt;
  private byte @Nullable [] profile;
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
    excerpt.keep(0, HEADER_END);
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
    } else if (!hasData && isWanted(at, length)) {
      excerpt.keep(at, end);
    } else if (file.has(at + 4, "iCCP")) {
      profile = inflate(file.copy(at + 8, length));
    } else if (file.has(at + 4, "eXIf")) {
      exif = file.copy(at + 8, length);
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
        Orientation.ofExif(exif),
        profile,
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

  private boolean isWanted(long at, long length) {
    return file.has(at + 4, "PLTE") && length <= 768 || file.has(at + 4, "tRNS") && length <= 256;
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

  /**
   * @param chunk name, zero, method, compressed profile
   * @return null when it does not unfold to a profile of sensible size
   */
  private static byte @Nullable [] inflate(byte[] chunk) {
    int nameEnd = 0;
    while (nameEnd < chunk.length && chunk[nameEnd] != 0) {
      nameEnd++;
    }
    int from = Math.min(nameEnd + 2, chunk.length);
    try (var in =
        new InflaterInputStream(new ByteArrayInputStream(chunk, from, chunk.length - from))) {
      byte[] profile = in.readNBytes(PictureFile.MAX_PROFILE_BYTES + 1);
      return profile.length > PictureFile.MAX_PROFILE_BYTES ? null : profile;
    } catch (IOException e) {
      return null; // colors are then taken for sRGB, as browsers do
    }
  }
}
