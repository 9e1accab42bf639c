package dev.vitrine.decode;

import dev.vitrine.image.ImageFormat;
import dev.vitrine.image.UnreadableImageException;
import java.awt.Rectangle;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Headers of a TIFF. Its excerpt has a new directory of the first picture alone, behind the file's
 * bytes: a reader follows no chain of others, and sees no tag that pixels do not need.
 *
 * @see "TIFF Revision 6.0, sections 2 and 8 to 22"
 */
final class TiffFile {
  private static final int SUBFILE = 254;
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int STRIPS = 273;
  private static final int ORIENTATION = 274;
  private static final int SAMPLES = 277;
  private static final int ROWS_PER_STRIP = 278;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILES = 324;
  private static final int SAMPLE_FORMAT = 339;
  private static final int PROFILE = 34675;
  private static final int DNG_VERSION = 50706;

  private static final int JPEG = 7;
  private static final int ROWS_HELD = 16;

  /** Larger than any accepted picture, yet its square does not overflow. */
  private static final long ABSURD = 1 << 24;

  private static final int INKS = 5;
  private static final int GRAY_UP_TO = 1;

  /** Tags that a reader needs for the pixels: layout, compression, colors. */
  private static final Set<Integer> NEEDED =
      Set.of(
          WIDTH,
          HEIGHT,
          BITS,
          COMPRESSION,
          PHOTOMETRIC,
          266,
          STRIPS,
          SAMPLES,
          ROWS_PER_STRIP,
          279,
          284,
          292,
          293,
          317,
          320,
          TILE_WIDTH,
          TILE_HEIGHT,
          TILES,
          325,
          332,
          334,
          338,
          SAMPLE_FORMAT,
          347,
          529,
          530,
          531,
          532);

  /** None, CCITT, LZW, JPEG, Deflate, PackBits. */
  private static final Set<Long> COMPRESSIONS = Set.of(1L, 2L, 3L, 4L, 5L, 7L, 8L, 32773L, 32946L);

  private static final Set<Long> DEPTHS = Set.of(1L, 2L, 4L, 8L, 16L);

  /** Gray from white or black on, RGB, palette, CMYK, YCbCr. */
  private static final Set<Long> PHOTOMETRICS = Set.of(0L, 1L, 2L, 3L, 5L, 6L);

  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
  private static final int ENTRY = 12;
  private static final int MOST_ENTRIES = 1000;
  private static final int SHORT = 3;

  /**
   * @param at where the entry stands
   */
  private record Entry(int type, long count, long at) {}

  private final FileBytes file;
  private final boolean isBigEndian;
  private final TreeMap<Integer, Entry> entries = new TreeMap<>();

  private TiffFile(FileBytes file) {
    this.file = file;
    this.isBigEndian = file.has(0, "MM");
  }

  static PictureFile open(FileBytes file) throws UnreadableImageException, EOFException {
    TiffFile tiff = new TiffFile(file);
    tiff.readDirectory();
    tiff.checkKind();
    return tiff.picture();
  }

  private void readDirectory() throws UnreadableImageException, EOFException {
    long at = u32(4);
    int count = u16(at);
    if (count == 0 || count > MOST_ENTRIES) {
      throw Rejection.CORRUPT.because();
    }
    for (int i = 0; i < count; i++) {
      long entry = at + 2 + (long) ENTRY * i;
      entries.putIfAbsent(u16(entry), new Entry(u16(entry + 2), u32(entry + 4), entry));
    }
  }

  private void checkKind() throws UnreadableImageException, EOFException {
    if (entries.containsKey(DNG_VERSION)
        || file.has(8, "CR")
        || (number(SUBFILE, 0) & 1) == 1
        || !entries.containsKey(STRIPS) && !entries.containsKey(TILES)) {
      throw Rejection.UNSUPPORTED_FORMAT.because(
          "This is a camera raw file, which cannot be read here.");
    }
    boolean isKnown =
        COMPRESSIONS.contains(number(COMPRESSION, 1))
            && PHOTOMETRICS.contains(number(PHOTOMETRIC, -1))
            && number(SAMPLE_FORMAT, 1) == 1;
    for (long bits : numbers(BITS, 1)) {
      isKnown &= DEPTHS.contains(bits) && bits == number(BITS, 1);
    }
    if (!isKnown) {
      throw Rejection.UNSUPPORTED_FORMAT.because(
          "This is a rare kind of TIFF (of floating point numbers, Lab, or rarely used compression),"
              + " which cannot be read here.");
    }
  }

  private PictureFile picture() throws UnreadableImageException, EOFException {
    long width = number(WIDTH, 0);
    long height = number(HEIGHT, 0);
    long samples = number(SAMPLES, 1);
    if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE || samples < 1 || samples > 8) {
      throw Rejection.CORRUPT.because();
    }
    long photometric = number(PHOTOMETRIC, -1);
    byte[] profile = profile();
    boolean inks = photometric == INKS;
    boolean keepsProfile =
        inks && profile != null && ColorProfile.hasComponents(profile, (int) samples);
    int pixelBytes = (int) Math.max(1, samples * number(BITS, 1) / 8);
    return new PictureFile(
        ImageFormat.TIFF,
        (int) width,
        (int) height,
        new Rectangle((int) width, (int) height),
        Orientation.of((int) number(ORIENTATION, 1)),
        inks || profile == null ? null : new ColorProfile(profile, photometric <= GRAY_UP_TO),
        excerpt(keepsProfile),
        new PictureFile.Cost(
            2 * pieceBytes(width, height, pixelBytes), pixelBytes + (inks ? 8 : 4), true));
  }

  /** {@return bytes that a reader holds at once: a whole strip or tile of JPEG, else some rows} */
  private long pieceBytes(long width, long height, int pixelBytes) throws EOFException {
    long across = Math.max(1, entries.containsKey(TILES) ? number(TILE_WIDTH, width) : width);
    int rows = entries.containsKey(TILES) ? TILE_HEIGHT : ROWS_PER_STRIP;
    long down = number(COMPRESSION, 1) == JPEG ? Math.max(1, number(rows, height)) : ROWS_HELD;
    return Math.min(across, ABSURD) * Math.min(down, ABSURD) * pixelBytes;
  }

  private byte @Nullable [] profile() throws EOFException {
    Entry entry = entries.get(PROFILE);
    return entry == null || entry.count > PictureFile.MAX_PROFILE_BYTES || entry.count < 128
        ? null
        : file.copy(u32(entry.at + 8), entry.count);
  }

  private Excerpt excerpt(boolean keepsProfile) throws EOFException {
    List<Entry> kept = new ArrayList<>();
    for (var entry : entries.entrySet()) {
      if (NEEDED.contains(entry.getKey()) || keepsProfile && entry.getKey() == PROFILE) {
        checkRange(entry.getValue());
        kept.add(entry.getValue());
      }
    }
    int padding = file.length() & 1;
    Excerpt.Builder excerpt =
        new Excerpt.Builder(file)
            .keep(0, 4)
            .put(ordered(file.length() + padding, 4))
            .keep(8, file.length())
            .put(new int[padding])
            .put(ordered(kept.size(), 2));
    for (Entry entry : kept) {
      excerpt.keep(entry.at, entry.at + ENTRY);
    }
    return excerpt.put(0, 0, 0, 0).build();
  }

  private void checkRange(Entry entry) throws EOFException {
    long bytes = bytes(entry);
    if (bytes > 4 && u32(entry.at + 8) + bytes > file.length()) {
      throw new EOFException("a value of " + bytes + " bytes is cut off");
    }
  }

  private static long bytes(Entry entry) {
    return entry.count * (entry.type < TYPE_BYTES.length ? TYPE_BYTES[entry.type] : 8);
  }

  /** {@return the first number of a tag} */
  private long number(int tag, long missing) throws EOFException {
    return numbers(tag, missing)[0];
  }

  /** {@return at most 16 numbers of a tag} */
  private long[] numbers(int tag, long missing) throws EOFException {
    Entry entry = entries.get(tag);
    if (entry == null || entry.count < 1) {
      return new long[] {missing};
    }
    long[] numbers = new long[(int) Math.min(16, entry.count)];
    long at = bytes(entry) > 4 ? u32(entry.at + 8) : entry.at + 8;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          switch (entry.type) {
            case 1 -> file.u8(at + i);
            case SHORT -> u16(at + 2L * i);
            default -> u32(at + 4L * i);
          };
    }
    return numbers;
  }

  private int[] ordered(long value, int bytes) {
    int[] ordered = new int[bytes];
    for (int i = 0; i < bytes; i++) {
      ordered[isBigEndian ? bytes - 1 - i : i] = (int) (value >> 8 * i & 0xff);
    }
    return ordered;
  }

  private int u16(long at) throws EOFException {
    return isBigEndian ? file.u16(at) : file.u16LittleEndian(at);
  }

  private long u32(long at) throws EOFException {
    return isBigEndian ? file.u32(at) : file.u32LittleEndian(at);
  }
}
