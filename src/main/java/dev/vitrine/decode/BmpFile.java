package dev.vitrine.decode;

import dev.vitrine.image.ImageFormat;
import dev.vitrine.image.UnreadableImageException;
import java.awt.Rectangle;
import java.io.EOFException;
import java.util.Set;

/**
 * Headers of a BMP.
 *
 * @see "Microsoft, Bitmap Storage: BITMAPFILEHEADER, BITMAPCOREHEADER to BITMAPV5HEADER"
 */
final class BmpFile {
  private static final int CORE_HEADER = 12;
  private static final int INFO_HEADER = 40;
  private static final Set<Integer> DEPTHS = Set.of(1, 4, 8, 16, 24, 32);

  private static final long PLAIN = 0;
  private static final long RUNS_OF_8 = 1;
  private static final long RUNS_OF_4 = 2;
  private static final long BIT_FIELDS = 3;

  private BmpFile() {}

  static PictureFile open(FileBytes file) throws UnreadableImageException, EOFException {
    long header = file.u32LittleEndian(14);
    boolean isCore = header == CORE_HEADER;
    if (!isCore && header < INFO_HEADER) {
      throw Rejection.CORRUPT.because();
    }
    long width = isCore ? file.u16LittleEndian(18) : (int) file.u32LittleEndian(18);
    // A negative height counts from the top.
    long height =
        Math.abs(isCore ? file.u16LittleEndian(20) : (long) (int) file.u32LittleEndian(22));
    int depth = file.u16LittleEndian(isCore ? 24 : 28);
    long compression = isCore ? PLAIN : file.u32LittleEndian(30);
    if (width <= 0 || height <= 0 || height > Integer.MAX_VALUE || !DEPTHS.contains(depth)) {
      throw Rejection.CORRUPT.because();
    }
    if (compression > BIT_FIELDS) {
      throw Rejection.UNSUPPORTED_FORMAT.because(
          "This is a rare kind of BMP, which cannot be read here.");
    }
    boolean isRuns = compression == RUNS_OF_8 || compression == RUNS_OF_4;
    long rowBytes = (width * depth + 31) / 32 * 4;
    if (!isRuns && file.u32LittleEndian(10) + rowBytes * height > file.length()) {
      throw Rejection.TRUNCATED.because();
    }
    return new PictureFile(
        ImageFormat.BMP,
        (int) width,
        (int) height,
        new Rectangle((int) width, (int) height),
        Orientation.UPRIGHT,
        null,
        new Excerpt.Builder(file).keep(0, file.length()).build(),
        // The reader decodes a run-length encoded picture as a whole.
        new PictureFile.Cost(
            isRuns ? 2 * width * height : 2 * rowBytes, Math.max(1, depth / 8), true));
  }
}
