package dev.vitrine.decode;

import dev.vitrine.decode.JpegScans.Range;
import dev.vitrine.image.ImageFormat;
import dev.vitrine.image.UnreadableImageException;
import java.awt.Rectangle;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Headers of a JPEG. Its excerpt has the tables, the frame and the scans, and of the rest only what
 * says how components become colors.
 *
 * @see "ITU-T T.81, annex B; ICC.1:2010, B.4"
 */
final class JpegFile {
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int APP2 = 0xE2;
  private static final int APP14 = 0xEE;

  private static final int[] PLAIN_JFIF = {
    0xFF, 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  private record Frame(
      int width, int height, int[] ids, int[] across, int[] down, boolean progressive) {
    /** {@return squares of 8 x 8 samples, of all components} */
    long blocks() {
      int mostAcross = Arrays.stream(across).max().orElse(1);
      int mostDown = Arrays.stream(down).max().orElse(1);
      long units = (width / (8L * mostAcross) + 1) * (height / (8L * mostDown) + 1);
      long blocks = 0;
      for (int i = 0; i < ids.length; i++) {
        blocks += units * across[i] * down[i];
      }
      return blocks;
    }
  }

  private final FileBytes file;
  private final List<Range> kept = new ArrayList<>();
  private final List<Range> profileRanges = new ArrayList<>();
  private final Map<Integer, Range> profileParts = new TreeMap<>();
  private byte @Nullable [] exif;
  private boolean jfif;
  private boolean buffered;
  private @Nullable Frame frame;
  private long frameAt;
  private int insertedHeight;

  private JpegFile(FileBytes file) {
    this.file = file;
  }

  static PictureFile open(FileBytes file) throws UnreadableImageException, EOFException {
    JpegFile jpeg = new JpegFile(file);
    jpeg.walk();
    return jpeg.picture();
  }

  private void walk() throws UnreadableImageException, EOFException {
    long at = 2;
    while (true) {
      if (file.u8(at) != 0xFF) {
        at++; // stray bytes between segments: every decoder skips them
        continue;
      }
      int marker = file.u8(at + 1);
      if (marker == SOS) {
        scan(at);
        return;
      } else if (marker == EOI) {
        throw Rejection.CORRUPT.because();
      } else if (marker == 0xFF) {
        at++;
      } else if (marker <= 1 || marker >= 0xD0 && marker <= SOI) {
        at += 2;
      } else {
        long end = at + 2 + file.u16(at + 2);
        segment(marker, at, end);
        at = end;
      }
    }
  }

  private void segment(int marker, long at, long end)
      throws UnreadableImageException, EOFException {
    Range range = new Range(at, end);
    switch (marker) {
      case 0xC0, 0xC1, 0xC2 -> {
        frame(marker, at);
        kept.add(range);
      }
      case 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF -> throw rareKind();
      case 0xC4, 0xDB, 0xDD -> kept.add(range);
      case APP0 -> jfif |= file.has(at + 4, "JFIF\0");
      case APP1 -> {
        if (exif == null && file.has(at + 4, "Exif\0\0")) {
          exif = file.copy(at + 4, end - at - 4);
        }
      }
      case APP2 -> {
        if (file.has(at + 4, "ICC_PROFILE\0")) {
          profileRanges.add(range);
          profileParts.putIfAbsent(file.u8(at + 16), new Range(at + 18, end));
        }
      }
      case APP14 -> {
        if (file.has(at + 4, "Adobe") && end - at >= 16) {
          kept.add(range);
        }
      }
      default -> {}
    }
  }

  private void frame(int marker, long at) throws UnreadableImageException, EOFException {
    int components = file.u8(at + 9);
    if (file.u8(at + 4) != 8) {
      throw rareKind();
    }
    if (frame != null || components < 1 || components > 4) {
      throw Rejection.CORRUPT.because();
    }
    int[] ids = new int[components];
    int[] across = new int[components];
    int[] down = new int[components];
    for (int i = 0; i < components; i++) {
      ids[i] = file.u8(at + 10 + 3L * i);
      int sampling = file.u8(at + 11 + 3L * i);
      across[i] = sampling >> 4;
      down[i] = sampling & 15;
      if (across[i] < 1 || across[i] > 4 || down[i] < 1 || down[i] > 4) {
        throw Rejection.CORRUPT.because();
      }
    }
    frame = new Frame(file.u16(at + 7), file.u16(at + 5), ids, across, down, marker == 0xC2);
    frameAt = at;
  }

  private void scan(long start) throws UnreadableImageException, EOFException {
    if (frame == null) {
      throw Rejection.CORRUPT.because();
    }
    buffered = frame.progressive || file.u8(start + 4) < frame.ids.length;
    JpegScans scans = new JpegScans(file, frame.ids, frame.progressive);
    scans.walk(start);
    kept.addAll(scans.kept());
    if (frame.height == 0) {
      height(frame, scans.height());
    }
  }

  /** The reader does not look behind the scan for the height, so it is put into the header. */
  private void height(Frame unsized, int height) throws UnreadableImageException {
    if (height == 0) {
      throw Rejection.CORRUPT.because();
    }
    frame =
        new Frame(
            unsized.width, height, unsized.ids, unsized.across, unsized.down, unsized.progressive);
    insertedHeight = height;
  }

  private PictureFile picture() throws UnreadableImageException, EOFException {
    Frame frame = this.frame;
    if (frame == null) {
      throw Rejection.CORRUPT.because();
    }
    // The reader must turn CMYK into RGB itself, so it gets the profile. Other profiles are applied
    // later, to the far smaller rendition.
    boolean inks = frame.ids.length == 4;
    byte[] profile = profile();
    Excerpt.Builder excerpt = new Excerpt.Builder(file).put(0xFF, SOI);
    if (jfif) {
      excerpt.put(PLAIN_JFIF);
    }
    if (inks && profile != null && ColorProfile.hasComponents(profile, 4)) {
      keepAll(profileRanges, excerpt);
    }
    keepAll(kept, excerpt);
    excerpt.put(0xFF, EOI);
    Exif exif = Exif.of(this.exif);
    return new PictureFile(
        ImageFormat.JPEG,
        frame.width,
        frame.height,
        new Rectangle(frame.width, frame.height),
        exif.orientation(),
        inks ? null : colors(profile, frame.ids.length == 1, exif),
        excerpt.build(),
        new PictureFile.Cost(
            buffered ? frame.blocks() * 128 : 0, inks ? 12 : frame.ids.length, true));
  }

  private static @Nullable SourceColors colors(
      byte @Nullable [] profile, boolean isGray, Exif exif) {
    if (profile != null) {
      return new ColorProfile(profile, isGray);
    }
    return exif.isAdobeRgb() && !isGray ? RgbColors.ADOBE_RGB : null;
  }

  private void keepAll(List<Range> ranges, Excerpt.Builder excerpt) throws EOFException {
    for (Range range : ranges) {
      if (insertedHeight > 0 && range.from() == frameAt) {
        excerpt.keep(range.from(), frameAt + 5).put(insertedHeight >> 8, insertedHeight & 0xff);
        excerpt.keep(frameAt + 7, range.to());
      } else {
        excerpt.keep(range.from(), range.to());
      }
    }
  }

  private byte @Nullable [] profile() throws EOFException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (Range part : profileParts.values()) {
      joined.writeBytes(file.copy(part.from(), part.to() - part.from()));
    }
    return joined.size() == 0 || joined.size() > PictureFile.MAX_PROFILE_BYTES
        ? null
        : joined.toByteArray();
  }

  private static UnreadableImageException rareKind() {
    return Rejection.UNSUPPORTED_FORMAT.because(
        "This is a rare kind of JPEG (lossless, arithmetic or 12 bits), which cannot be read here.");
  }
}
