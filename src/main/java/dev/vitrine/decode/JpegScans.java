package dev.vitrine.decode;

import dev.vitrine.image.UnreadableImageException;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the end of a JPEG's picture. Panoramas and motion photos lack the end marker and hold other
 * data behind the picture; they are told from truncated files by their scans.
 *
 * @see "ITU-T T.81, B.2.3 to B.2.5, G.1.1"
 */
final class JpegScans {
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int DNL = 0xDC;
  private static final int COEFFICIENTS = 64;
  private static final int MOST_SHIFT = 13;

  /** A real progressive file has about ten; thousands of them keep a decoder busy for hours. */
  private static final int MAX_SCANS = 64;

  /** Bytes {@code from} (inclusive) to {@code to} (exclusive) of the file. */
  record Range(long from, long to) {}

  private final FileBytes file;
  private final int[] components;
  private final boolean progressive;
  private final int[][] missingBits;
  private final List<Range> kept = new ArrayList<>();
  private int scans;
  private int height;
  private boolean isEnded;

  /**
   * @param components identifiers, in the order of the frame header
   */
  JpegScans(FileBytes file, int[] components, boolean progressive) {
    this.file = file;
    this.components = components;
    this.progressive = progressive;
    this.missingBits = new int[components.length][COEFFICIENTS];
    for (int[] bits : missingBits) {
      Arrays.fill(bits, MOST_SHIFT + 1);
    }
  }

  /**
   * @param start where the first scan header begins
   * @throws UnreadableImageException CORRUPT, or TRUNCATED when scans are missing at the end
   */
  void walk(long start) throws UnreadableImageException, EOFException {
    if (!takeScan(start)) {
      throw Rejection.CORRUPT.because();
    }
    long from = start;
    long at = nextMarker(start + 2 + file.u16(start + 2));
    while (at < file.length() && !endsAt(at)) {
      if (file.u8(at + 1) == DNL) {
        height = file.u16(at + 4);
        kept.add(new Range(from, at));
        from = at + 6;
      }
      at = nextMarker(at + 2 + file.u16(at + 2));
    }
    if (!isEnded && !isComplete()) {
      throw Rejection.TRUNCATED.because(); // else the decoder is content with a blurred picture
    }
    kept.add(new Range(Math.min(from, at), at));
  }

  /** {@return the scans and the tables between them, in order} */
  List<Range> kept() {
    return kept;
  }

  /** {@return the picture's height from the DNL segment behind the first scan, else 0} */
  int height() {
    return height;
  }

  /** {@return the position of the next marker outside of coded data, or the file's end} */
  private long nextMarker(long start) {
    byte[] data = file.data();
    for (long at = start; at + 1 < data.length; at++) {
      int next = data[(int) at + 1] & 0xff;
      if (data[(int) at] == (byte) 0xFF
          && next != 0
          && next != 0xFF
          && !(next >= 0xD0 && next <= 0xD7)) {
        return at;
      }
    }
    return data.length;
  }

  /** {@return whether the bytes there lie behind the picture} */
  private boolean endsAt(long at) throws UnreadableImageException, EOFException {
    int marker = file.u8(at + 1);
    isEnded = marker == EOI;
    if (isEnded || at + 4 > file.length() || at + 2 + file.u16(at + 2) > file.length()) {
      return true;
    }
    if (marker == DNL) {
      return file.u16(at + 2) != 4 || height != 0;
    }
    if (!progressive && isComplete()) {
      return true;
    }
    return marker == SOS ? !takeScan(at) : !isTable(marker, at);
  }

  /** {@return whether a scan of this frame begins there} */
  private boolean takeScan(long at) throws UnreadableImageException, EOFException {
    int count = file.u8(at + 4);
    if (count < 1 || count > components.length || file.u16(at + 2) != 6 + 2 * count) {
      return false;
    }
    int first = progressive ? file.u8(at + 5 + 2L * count) : 0;
    int last = progressive ? file.u8(at + 6 + 2L * count) : COEFFICIENTS - 1;
    int shift = progressive ? file.u8(at + 7 + 2L * count) & 15 : 0;
    if (first > last || last >= COEFFICIENTS || shift > MOST_SHIFT) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      int component = count == components.length ? i : indexOf(file.u8(at + 5 + 2L * i));
      if (component < 0) {
        return false;
      }
      Arrays.fill(missingBits[component], first, last + 1, shift);
    }
    if (++scans > MAX_SCANS) {
      throw Rejection.CORRUPT.because();
    }
    return true;
  }

  private int indexOf(int component) {
    for (int i = 0; i < components.length; i++) {
      if (components[i] == component) {
        return i;
      }
    }
    return -1;
  }

  private boolean isTable(int marker, long at) throws EOFException {
    int length = file.u16(at + 2);
    int kind = file.u8(at + 4);
    return switch (marker) {
      case 0xC4 -> length >= 19 && (kind & 0xEC) == 0;
      case 0xDB -> length >= 67 && (kind & 0xEC) == 0;
      case 0xDD -> length == 4;
      default -> length >= 2 && marker >= 0xE0 && marker != 0xFF;
    };
  }

  private boolean isComplete() {
    return Arrays.stream(missingBits).flatMapToInt(Arrays::stream).allMatch(bits -> bits == 0);
  }
}
