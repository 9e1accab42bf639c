package dev.vitrine.decode;

import dev.vitrine.image.ImageFormat;
import dev.vitrine.image.UnreadableImageException;
import java.awt.Rectangle;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Headers of a WebP. Its excerpt is the first frame as a still picture of its own.
 *
 * @see "RFC 9649; RFC 6386, 9.1 (frame header of VP8)"
 */
final class WebpFile {
  private static final int ANIMATION_FRAME_HEADER = 16;

  /** Beside the decoded pixels; measured: 13 million pixels need less than 90 MB in all. */
  private static final int BYTES_PER_PIXEL = 4;

  /** A chunk's payload. */
  private record Chunk(String name, long start, long length) {
    long next() {
      return start + length + (length & 1);
    }
  }

  private final FileBytes file;
  private @Nullable Rectangle canvas;
  private @Nullable Rectangle frame;
  private byte @Nullable [] profile;
  private byte @Nullable [] exif;
  private @Nullable Chunk alpha;
  private @Nullable Chunk picture;

  private WebpFile(FileBytes file) {
    this.file = file;
  }

  static PictureFile open(FileBytes file) throws UnreadableImageException, EOFException {
    WebpFile webp = new WebpFile(file);
    long end = 8 + file.u32LittleEndian(4);
    if (end > file.length()) {
      throw Rejection.TRUNCATED.because();
    }
    webp.walk(12, end);
    return webp.picture();
  }

  private void walk(long from, long end) throws EOFException {
    long at = from;
    while (at + 8 <= end) {
      Chunk chunk = new Chunk(name(at), at + 8, file.u32LittleEndian(at + 4));
      if (chunk.start + chunk.length > file.length()) {
        throw new EOFException("a chunk is cut off");
      }
      take(chunk);
      at = chunk.next();
    }
  }

  private void take(Chunk chunk) throws EOFException {
    long at = chunk.start;
    switch (chunk.name) {
      case "VP8X" ->
          canvas =
              new Rectangle(1 + file.u24LittleEndian(at + 4), 1 + file.u24LittleEndian(at + 7));
      case "ANMF" -> {
        if (frame == null) { // the first; and frames do not nest
          frame =
              new Rectangle(
                  2 * file.u24LittleEndian(at),
                  2 * file.u24LittleEndian(at + 3),
                  1 + file.u24LittleEndian(at + 6),
                  1 + file.u24LittleEndian(at + 9));
          walk(at + ANIMATION_FRAME_HEADER, at + chunk.length);
        }
      }
      case "ALPH" -> alpha = picture == null ? chunk : alpha;
      case "VP8 ", "VP8L" -> picture = picture == null ? chunk : picture;
      case "ICCP" ->
          profile =
              chunk.length > PictureFile.MAX_PROFILE_BYTES ? null : file.copy(at, chunk.length);
      case "EXIF" -> exif = file.copy(at, chunk.length);
      default -> {}
    }
  }

  private PictureFile picture() throws UnreadableImageException, EOFException {
    Chunk picture = this.picture;
    if (picture == null) {
      throw Rejection.CORRUPT.because();
    }
    boolean lossy = picture.name.equals("VP8 ");
    Rectangle coded = lossy ? lossySize(picture) : losslessSize(picture);
    Rectangle canvas = this.canvas == null ? coded : this.canvas;
    Rectangle frame = this.frame == null ? canvas : this.frame;
    if (!frame.getSize().equals(coded.getSize()) || !canvas.contains(frame)) {
      throw Rejection.CORRUPT.because();
    }
    long pixels = (long) coded.width * coded.height;
    return new PictureFile(
        ImageFormat.WEBP,
        canvas.width,
        canvas.height,
        frame,
        Exif.of(exif).orientation(),
        profile == null ? null : new ColorProfile(profile, /* isGray= */ false),
        still(picture, lossy ? alpha : null, coded),
        new PictureFile.Cost(pixels * BYTES_PER_PIXEL + tableBytes(picture, coded), 4, false));
  }

  /** {@return the bytes that lossless parts take beside their pixels} */
  private long tableBytes(Chunk picture, Rectangle size)
      throws UnreadableImageException, EOFException {
    Chunk alpha = this.alpha;
    if (picture.name.equals("VP8L")) {
      return tableBytes(picture, 5, size);
    }
    boolean isLossless = alpha != null && (file.u8(alpha.start) & 3) == 1;
    return alpha != null && isLossless ? tableBytes(alpha, 1, size) : 0;
  }

  private long tableBytes(Chunk chunk, int header, Rectangle size)
      throws UnreadableImageException, EOFException {
    WebpBits bits = new WebpBits(file, chunk.start + header, chunk.start + chunk.length);
    return LosslessWebp.bytesBesidePixels(bits, size.width, size.height);
  }

  private Rectangle lossySize(Chunk chunk) throws UnreadableImageException, EOFException {
    boolean isKeyFrame = (file.u8(chunk.start) & 1) == 0;
    if (chunk.length < 10 || !isKeyFrame || !file.has(chunk.start + 3, "\u009d\1*")) {
      throw Rejection.CORRUPT.because();
    }
    return new Rectangle(
        file.u16LittleEndian(chunk.start + 6) & 0x3fff,
        file.u16LittleEndian(chunk.start + 8) & 0x3fff);
  }

  private Rectangle losslessSize(Chunk chunk) throws UnreadableImageException, EOFException {
    if (chunk.length < 5 || file.u8(chunk.start) != 0x2f) {
      throw Rejection.CORRUPT.because();
    }
    long bits = file.u32LittleEndian(chunk.start + 1);
    return new Rectangle(1 + (int) (bits & 0x3fff), 1 + (int) (bits >> 14 & 0x3fff));
  }

  private Excerpt still(Chunk picture, @Nullable Chunk alpha, Rectangle size)
      throws UnreadableImageException, EOFException {
    Excerpt.Builder excerpt = new Excerpt.Builder(file);
    long length = 4 + 8 + picture.next() - picture.start;
    if (alpha == null) {
      riff(excerpt, length);
    } else {
      if ((file.u8(alpha.start) & 3) == 0) {
        throw Rejection.UNSUPPORTED_FORMAT.because(
            "This WebP picture has an uncommon kind of transparency (uncompressed alpha),"
                + " which cannot be read here.");
      }
      riff(excerpt, length + 18 + 8 + alpha.next() - alpha.start);
      extendedHeader(excerpt, size);
      keep(excerpt, alpha);
    }
    keep(excerpt, picture);
    // The reader looks a little ahead of the last byte.
    return excerpt.put(new int[32]).build();
  }

  private static void riff(Excerpt.Builder excerpt, long length) {
    int[] n = littleEndian(length);
    excerpt.put('R', 'I', 'F', 'F', n[0], n[1], n[2], n[3], 'W', 'E', 'B', 'P');
  }

  private static void extendedHeader(Excerpt.Builder excerpt, Rectangle size) {
    int[] w = littleEndian(size.width - 1);
    int[] h = littleEndian(size.height - 1);
    int hasAlpha = 0x10;
    excerpt.put('V', 'P', '8', 'X', 10, 0, 0, 0, hasAlpha, 0, 0, 0);
    excerpt.put(w[0], w[1], w[2], h[0], h[1], h[2]);
  }

  private void keep(Excerpt.Builder excerpt, Chunk chunk) throws EOFException {
    excerpt.keep(chunk.start - 8, chunk.start + chunk.length);
    if ((chunk.length & 1) == 1) {
      excerpt.put(0);
    }
  }

  private static int[] littleEndian(long value) {
    return new int[] {
      (int) value & 0xff, (int) (value >> 8) & 0xff, (int) (value >> 16) & 0xff, (int) (value >> 24)
    };
  }

  private String name(long at) throws EOFException {
    return new String(file.copy(at, 4), StandardCharsets.ISO_8859_1);
  }
}
